import type { LimitPolicy } from './hubspot-error.ts';
import type { PortalSettings } from './portal-settings.ts';

const TEN_SECONDS = 10_000;
const SECOND = 1000;

/** Times of calls, of which only the newest `spanMs` count. */
class RollingWindow {
  readonly #spanMs: number;
  #times: number[] = [];
  #first = 0;

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  count(nowMs: number): number {
    while (this.#first < this.#times.length && (this.#times[this.#first] ?? 0) <= nowMs - this.#spanMs)
      this.#first += 1;
    // Trimming in steps keeps counting cheap.
    if (this.#first > 1000) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }

  /** Milliseconds until the oldest call stops counting. */
  wait(nowMs: number): number {
    return (this.#times[this.#first] ?? nowMs) + this.#spanMs - nowMs;
  }
}

export interface Admission {
  headers: Record<string, string>;
  refused?: { policy: LimitPolicy; waitMs: number };
}

interface Asked {
  /** Each key has ten seconds of its own; day and search belong to the account. */
  token: string;
  search: boolean;
  nowMs: number;
  settings: Readonly<Pick<PortalSettings, 'limits' | 'timeZone'>>;
}

/** The limits of the account. Only calls that are let in count. */
export class CallLimits {
  readonly #bursts = new Map<string, RollingWindow>();
  readonly #search = new RollingWindow(SECOND);
  readonly #days = new Map<string, Intl.DateTimeFormat>();
  #day = '';
  #today = 0;

  /** Calls made since midnight in `timeZone`. */
  usedToday(nowMs: number, timeZone: string): number {
    this.#turnDay(nowMs, timeZone);
    return this.#today;
  }

  /** Pretends that other apps have made so many calls today. */
  setUsedToday(calls: number, nowMs: number, timeZone: string): void {
    this.#turnDay(nowMs, timeZone);
    this.#today = calls;
  }

  take({ token, search, nowMs, settings }: Asked): Admission {
    const { limits, timeZone } = settings;
    this.#turnDay(nowMs, timeZone);
    const burst = this.#burstOf(token);
    const window = search ? this.#search : burst;
    const refused = this.#refusal(window, search, { nowMs, settings });
    if (!refused) {
      window.add(nowMs);
      this.#today += 1;
    }
    // Documented: search answers carry no limit headers.
    if (search) return { headers: {}, ...(refused && { refused }) };
    const headers = {
      'x-hubspot-ratelimit-daily': String(limits.perDay),
      'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, limits.perDay - this.#today)),
      'x-hubspot-ratelimit-interval-milliseconds': String(TEN_SECONDS),
      'x-hubspot-ratelimit-max': String(limits.perTenSeconds),
      'x-hubspot-ratelimit-remaining': String(Math.max(0, limits.perTenSeconds - burst.count(nowMs))),
    };
    return { headers, ...(refused && { refused }) };
  }

  #refusal(
    window: RollingWindow,
    search: boolean,
    { nowMs, settings }: Pick<Asked, 'nowMs' | 'settings'>,
  ): Admission['refused'] {
    const { limits, timeZone } = settings;
    if (this.#today >= limits.perDay) return { policy: 'DAILY', waitMs: untilMidnight(nowMs, timeZone) };
    const allowed = search ? limits.searchPerSecond : limits.perTenSeconds;
    if (window.count(nowMs) < allowed) return undefined;
    return { policy: search ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING', waitMs: window.wait(nowMs) };
  }

  #burstOf(token: string): RollingWindow {
    const known = this.#bursts.get(token) ?? new RollingWindow(TEN_SECONDS);
    this.#bursts.set(token, known);
    return known;
  }

  #turnDay(nowMs: number, timeZone: string): void {
    const format = this.#days.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    this.#days.set(timeZone, format);
    const day = format.format(nowMs);
    if (day !== this.#day) this.#today = 0;
    this.#day = day;
  }
}

/** Milliseconds until the day ends in a time zone, by its wall clock: a day with a change of the hour is told as an even one. */
export function untilMidnight(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .format(nowMs)
    .split(':')
    .map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  return 86_400_000 - ((hours * 60 + minutes) * 60 + seconds) * 1000 - (nowMs % 1000);
}
