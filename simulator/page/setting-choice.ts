import { button, choice } from './button.ts';
import type { Markup } from './html.ts';

/** One button for each value of a setting, the present one pressed. `path` takes the change. */
export function settingChoice<S extends object, K extends keyof S & string>(
  { path, settings }: { path: string; settings: S },
  key: K,
  name: string,
  values: readonly (readonly [string, S[K]])[],
): Markup {
  return choice(
    name,
    values.map(([text, value]) =>
      button(text, {
        path,
        method: 'PATCH',
        body: { [key]: value },
        label: `${name}: ${text}`,
        pressed: settings[key] === value,
      }),
    ),
  );
}
