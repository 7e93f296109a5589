import { isTimeZone } from '@/lib/text/format';

import { type Zone } from '../ui/zone';

export const themes = ['light', 'dark', 'system'] as const;

export type Theme = (typeof themes)[number];

/** How a person wants things shown, as far as the server can know it before it renders. */
export interface Preferences {
  theme: Theme;
  zone: Zone;
  /** IANA name of the browser's zone at its last visit; null on the first. */
  localTimeZone: string | null;
}

/** Preferences from the cookies that the browser wrote; anything unreadable counts as unset. Works on the server too. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  const timeZone = cookie('sg-tz');
  return {
    theme: themes.find((theme) => theme === cookie('sg-theme')) ?? 'system',
    zone: cookie('sg-zone') === 'utc' ? 'utc' : 'local',
    localTimeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null,
  };
}
