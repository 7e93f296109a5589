import { dayMs, hourMs, weekMs } from '../spans';

/** Arrivals in one hour. */
export interface HourCount {
  startMs: number;
  count: number;
}

/** Fewer days or weeks than this are no habit. */
const leastPast = 3;

/** So far back (ms) arrivals are looked through for a habit: eight weeks. */
export const habitMs = 8 * weekMs;

/** A pause shorter than this (ms) is never called silence, however busy the hour. */
const leastSilenceMs = 10 * 60_000;

/** With arrivals at random, a pause of ten usual gaps happens by chance once in 22,000 times. */
const unusualFactor = 10;

/**
 * The usual pause between two events at this hour in ms: from the same hour of the week where three weeks are known, from the
 * same hour of the last seven days before that. Null when there are too few events to speak of a habit. Hours before the very
 * first event do not count as quiet.
 */
export function usualGapMs(hours: readonly HourCount[], nowMs: number): number | null {
  const thisHour = Math.floor(nowMs / hourMs) * hourMs;
  const first = hours.find((hour) => hour.count > 0);
  if (first === undefined) return null;
  const past = hours.filter((hour) => hour.startMs > first.startMs && hour.startMs < thisHour);
  const sameOfWeek = past.filter(({ startMs }) => (thisHour - startMs) % weekMs === 0);
  if (sameOfWeek.length >= leastPast) return gapOf(sameOfWeek);
  return gapOf(past.filter(({ startMs }) => startMs >= thisHour - weekMs && (thisHour - startMs) % dayMs === 0));
}

function gapOf(hours: readonly HourCount[]): number | null {
  const total = hours.reduce((sum, hour) => sum + hour.count, 0);
  if (hours.length < leastPast || total < hours.length) return null;
  return (hourMs * hours.length) / total;
}

/** Whether it has been quiet for so long that a person should look. */
export function isSilent(lastEventMs: number | null, usualMs: number | null, nowMs: number): boolean {
  if (lastEventMs === null || usualMs === null) return false;
  return nowMs - lastEventMs > Math.max(leastSilenceMs, unusualFactor * usualMs);
}
