import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetUsed, forecastAtMs, isAtRisk, nearerLimit, publishedLimits } from './failure-budget';

const limits = publishedLimits;
const minute = 60_000;
const now = Date.parse('2026-08-21T14:02:00.000Z');

/** `count` failures, evenly over the last `span` ms. */
const failures = (count: number, span: number) =>
  Array.from({ length: count }, (_, n) => now - (span * (n + 1)) / count);

describe('the used budget', () => {
  it('is that of the nearer of the two limits', () => {
    expect(budgetUsed({ failedNow: 2_500, sinceLastArrival: 0, limits })).toBe(0.5);
    expect(budgetUsed({ failedNow: 382, sinceLastArrival: 382, limits })).toBeCloseTo(0.764);
  });

  it('knows only the total where arrivals cannot be seen', () => {
    expect(budgetUsed({ failedNow: 500, sinceLastArrival: null, limits })).toBe(0.1);
  });

  it('follows the limits that are set', () => {
    const small = { failedNow: 3, sinceLastArrival: 3, limits: { inARow: 3, total: 100 } };
    expect(budgetUsed(small)).toBe(1);
    expect(nearerLimit(small)).toEqual({ value: 3, limit: 3, inARow: true });
    expect(isAtRisk({ ...small, sinceLastArrival: 1, failedNow: 49 })).toBe(false);
    expect(isAtRisk({ ...small, sinceLastArrival: 1, failedNow: 50 })).toBe(true);
  });
});

describe('the forecast', () => {
  it('goes on at the rate of the last 15 minutes', () => {
    const counts = { failedNow: 382, sinceLastArrival: 382, limits };
    // 50 within 15 minutes: the 118 that are left take 35.4 minutes.
    expect(forecastAtMs(counts, failures(50, 15 * minute - 1), now)).toBeCloseTo(now + 35.4 * minute, -4);
  });

  it('counts from the first failure of an outage that has just begun', () => {
    const counts = { failedNow: 100, sinceLastArrival: 100, limits };
    expect(forecastAtMs(counts, failures(100, 5 * minute), now)).toBe(now + 20 * minute);
  });

  it('is none without a failure lately, at a limit, and for a day that is far away', () => {
    const counts = { failedNow: 382, sinceLastArrival: 382, limits };
    expect(forecastAtMs(counts, [], now)).toBeNull();
    expect(forecastAtMs(counts, [now - 16 * minute], now)).toBeNull();
    expect(forecastAtMs({ ...counts, sinceLastArrival: 500 }, failures(50, minute), now)).toBeNull();
    expect(forecastAtMs({ failedNow: 1, sinceLastArrival: 1, limits }, [now - 14 * minute], now)).toBeNull();
  });

  it('leaves the row out where arrivals come between the failures', () => {
    const counts = { failedNow: 4_900, sinceLastArrival: 2, limits };
    expect(forecastAtMs(counts, failures(50, 10 * minute), now)).toBe(now + 20 * minute);
  });

  it('takes a single failure of this second for no storm', () => {
    expect(forecastAtMs({ failedNow: 499, sinceLastArrival: 1, limits }, [now], now)).toBeGreaterThan(now + minute);
  });

  it('never lies in the past, and comes no later when more has failed', () => {
    const counts = fc.record({ failedNow: fc.nat(4_999), sinceLastArrival: fc.nat(499) });
    fc.assert(
      fc.property(counts, fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1 }), (known, ages) => {
        const times = ages.map((age) => now - age);
        const at = forecastAtMs({ ...known, limits }, times, now);
        if (at !== null) expect(at).toBeGreaterThanOrEqual(now);
        const worse = forecastAtMs({ ...known, failedNow: Math.min(4_999, known.failedNow + 1), limits }, times, now);
        if (at !== null) expect(worse ?? Infinity).toBeLessThanOrEqual(at);
      }),
    );
  });
});
