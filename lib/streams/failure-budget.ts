import { minuteMs } from '../spans';

/** Failures at which Auth0 disables an event stream. */
export interface FailureLimits {
  inARow: number;
  total: number;
}

/** As Auth0's best practices page tells them. Another page tells of fewer, and its support can raise them: so they are settings. */
export const publishedLimits: FailureLimits = { inARow: 500, total: 5_000 };

/** What our own records say about an event stream's failures, beside Auth0's limits. */
export interface FailureReadings {
  /** Open deliveries. */
  failedNow: number;
  /** Open deliveries that failed after the newest arrival; null when nothing of it can arrive here. */
  sinceLastArrival: number | null;
  limits: FailureLimits;
  /** When Auth0 disables it if failures go on as lately; null while none does, or nothing tells. */
  forecastAtMs: number | null;
}

/** How much of one of Auth0's two limits an event stream has used. */
export interface LimitReading {
  value: number;
  limit: number;
  /** True: failures in a row. False: failures in total. */
  inARow: boolean;
}

type Counts = Pick<FailureReadings, 'failedNow' | 'sinceLastArrival' | 'limits'>;

/** The limit at which Auth0 disables the event stream first, if failures go on. */
export function nearerLimit({ failedNow, sinceLastArrival, limits }: Counts): LimitReading {
  const total = { value: failedNow, limit: limits.total, inARow: false };
  const row = { value: sinceLastArrival ?? 0, limit: limits.inARow, inARow: true };
  return row.value / row.limit > total.value / total.limit ? row : total;
}

/** Used part of the nearer limit, 0 to 1 and beyond: how near Auth0 is to disabling the event stream. */
export function budgetUsed(readings: Counts): number {
  const { value, limit } = nearerLimit(readings);
  return value / limit;
}

/** From this share of a limit on, the coming disabling is worse news than the failures themselves. */
const riskFrom = 0.5;

/** Whether so much of the nearer limit is used that it has to be said. */
export function isAtRisk(readings: Counts): boolean {
  return budgetUsed(readings) >= riskFrom;
}

/** Failures of this long (ms) tell how fast they come. */
export const latelyMs = 15 * minuteMs;

/** A few failures within a moment are no rate: they count as if they had taken this long (ms). */
const shortestSpanMs = minuteMs;

/** What is further away (ms) than this is no forecast. */
const farthestMs = 24 * 60 * minuteMs;

/**
 * When Auth0 disables the event stream if failures go on as lately; null when none failed lately, when a limit is reached
 * already, and when it is more than a day away. `failures` are the times of failed attempts in ms, in any order, of the
 * newest failures as far as they were read; those of before `latelyMs` are ignored.
 */
export function forecastAtMs(counts: Counts, failures: readonly number[], nowMs: number): number | null {
  const lately = failures.filter((ms) => ms > nowMs - latelyMs && ms <= nowMs);
  if (lately.length === 0 || budgetUsed(counts) >= 1) return null;
  const spanMs = Math.max(shortestSpanMs, nowMs - Math.min(...lately));
  const perMs = lately.length / spanMs;
  const { failedNow, sinceLastArrival, limits } = counts;
  const left = [
    limits.total - failedNow,
    // Arrivals between the failures begin the row anew: only a row as long as what failed lately grows at that rate.
    ...((sinceLastArrival ?? 0) >= lately.length ? [limits.inARow - (sinceLastArrival ?? 0)] : []),
  ];
  const inMs = Math.min(...left) / perMs;
  return inMs > farthestMs ? null : Math.round(nowMs + inMs);
}
