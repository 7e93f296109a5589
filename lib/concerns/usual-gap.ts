import { dayMs, hourMs } from '../spans';

/** Arrivals in one hour. */
export interface HourCount {
  startMs: number;
  count: number;
}

/** Fewer days than this are no habit. */
const leastDays = 3;

/** A pause shorter than this (ms) is never called silence, however busy the hour. */
const leastSilenceMs = 10 * 60_000;

/** With arrivals at random, a pause of ten usual gaps happens by chance once in 22,000 times. */
const unusualFactor = 10;

/**
 * The usual pause between two events at this hour of the day in ms, from the same hour of the days before. Null when
 * there are too few days or too few events to speak of a habit. Hours before the very first event do not count as quiet.
 */
export function usualGapMs(hours: readonly HourCount[], nowMs: number): number | null {
  const first = hours.find((hour) => hour.count > 0);
  if (first === undefined) return null;
  const thisHour = Math.floor(nowMs / hourMs) * hourMs;
  const same = hours.filter(
    (hour) => hour.startMs > first.startMs && hour.startMs < thisHour && (thisHour - hour.startMs) % dayMs === 0,
  );
  const total = same.reduce((sum, hour) => sum + hour.count, 0);
  if (same.length < leastDays || total < same.length) return null;
  return (hourMs * same.length) / total;
}

/** Whether it has been quiet for so long that a person should look. */
export function isSilent(lastEventMs: number | null, usualMs: number | null, nowMs: number): boolean {
  if (lastEventMs === null || usualMs === null) return false;
  return nowMs - lastEventMs > Math.max(leastSilenceMs, unusualFactor * usualMs);
}
