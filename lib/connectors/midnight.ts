import { hourMs } from '../spans';

/** Longer than any day by the clocks of its place. */
const longestDayMs = 26 * hourMs;

/**
 * When the next day begins in a time zone (IANA name), in epoch ms: at midnight, or with the first hour of a day that has none.
 * Null for a zone that is not known here.
 */
export function midnightIn(timeZone: string, nowMs: number): number | null {
  const dayOf = dayFormat(timeZone);
  if (dayOf === null) return null;
  const today = dayOf(nowMs);
  // Halved until it is known to the ms: what a zone does with its clocks need not be known.
  let before = nowMs;
  let after = nowMs + longestDayMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle) === today) before = middle;
    else after = middle;
  }
  return after;
}

function dayFormat(timeZone: string): ((ms: number) => string) | null {
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return (ms) => format.format(ms);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
