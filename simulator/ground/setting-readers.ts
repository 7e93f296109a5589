import { flagOf, isObject, type JsonObject, listOf, numberOf, textOf, textsOf } from './json.ts';

/** What a setting becomes when `value` is asked for; `undefined` refuses the value. */
export type Reader = (value: unknown, before: unknown) => unknown;

export const positive: Reader = (value) => ((numberOf(value) ?? 0) > 0 ? value : undefined);
export const notNegative: Reader = (value) => ((numberOf(value) ?? -1) >= 0 ? value : undefined);
export const share: Reader = (value) =>
  (numberOf(value) ?? -1) >= 0 && (numberOf(value) ?? 2) <= 1 ? value : undefined;
export const anyNumber: Reader = (value) => numberOf(value);
export const words: Reader = (value) => textOf(value);
export const flag: Reader = (value) => flagOf(value);
export const texts: Reader = (value) =>
  listOf(value)?.every((entry) => typeof entry === 'string') ? textsOf(value) : undefined;
export const oneOf =
  (...choices: string[]): Reader =>
  (value) =>
    choices.find((choice) => choice === value);

/** Takes the named members of an object over the ones before; `undefined` when a member is unknown or wrong. */
export const members =
  (readers: Record<string, Reader>): Reader =>
  (value, before) => {
    if (!isObject(value)) return undefined;
    const next: JsonObject = isObject(before) ? { ...before } : {};
    for (const [key, entry] of Object.entries(value)) {
      const read = readers[key]?.(entry, next[key]);
      if (read === undefined) return undefined;
      next[key] = read;
    }
    return next;
  };

/** Changes the settings in place, all or nothing; answers with what was wrong. */
export function changeMembers<S extends object>(
  readers: Record<keyof S & string, Reader>,
  settings: S,
  patch: unknown,
): string | undefined {
  if (!isObject(patch)) return 'The body must be a JSON object.';
  const known: Record<string, Reader> = readers;
  const changed: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    const reader = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!reader) return `There is no setting "${key}".`;
    const read = reader(value, Reflect.get(settings, key));
    if (read === undefined) return `Setting "${key}" cannot be ${JSON.stringify(value)}.`;
    changed[key] = read;
  }
  Object.assign(settings, changed);
  return undefined;
}
