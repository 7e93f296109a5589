import { hourMs, minuteMs, secondMs } from '../spans';

/** How long a lane waits after each failed push, in ms: about 52 hours in all. */
const pausesMs = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
];

/** Each pause is up to a fifth shorter or longer, so that what failed together does not come back together. */
const spread = 0.2;

/** How long to wait after `failures` pushes in a row have failed, in ms; null: a person must decide. `random` is in [0, 1). */
export function pauseAfterFailures(failures: number, random: number): number | null {
  const pause = pausesMs[failures - 1];
  return pause === undefined ? null : Math.round(pause * (1 - spread + 2 * spread * random));
}

/** The longest that another side may ask us to wait, in ms. */
const longestAskedMs = 24 * hourMs;

/** A `Retry-After` header in ms (RFC 9110: seconds or a date), a day at most; null where it says nothing. */
export function askedPause(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * secondMs : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(longestAskedMs, Math.max(0, ms));
}
