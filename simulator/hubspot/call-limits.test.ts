import { describe, expect, it } from 'vitest';
import { CallLimits, untilMidnight } from './call-limits.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const limits = { perTenSeconds: 3, perDay: 10, searchPerSecond: 2 };

function account(timeZone = 'UTC') {
  const calls = new CallLimits();
  return {
    calls,
    take: (nowMs: number, { token = 'a', search = false } = {}) =>
      calls.take({ token, search, nowMs, settings: { limits, timeZone } }),
  };
}

describe('the ten seconds', () => {
  it('roll: a call counts until ten seconds have passed, and refused ones do not count', () => {
    const { take } = account();
    const remaining = [0, 4000, 8000].map((ms) => take(NOON + ms).headers['x-hubspot-ratelimit-remaining']);
    expect(remaining).toEqual(['2', '1', '0']);
    expect(take(NOON + 9999).refused).toEqual({ policy: 'TEN_SECONDLY_ROLLING', waitMs: 1 });
    expect(take(NOON + 10_000).refused).toBeUndefined();
    expect(take(NOON + 10_001).refused).toEqual({ policy: 'TEN_SECONDLY_ROLLING', waitMs: 3999 });
  });

  it('belong to each key, while the day belongs to all', () => {
    const { take } = account();
    for (const token of ['a', 'b', 'c']) for (let call = 0; call < 3; call += 1) take(NOON, { token });
    expect(take(NOON, { token: 'd' }).headers['x-hubspot-ratelimit-daily-remaining']).toBe('0');
    expect(take(NOON, { token: 'e' }).refused?.policy).toBe('DAILY');
  });

  it('stay right over more calls than are kept', () => {
    const calls = new CallLimits();
    const settings = { limits: { perTenSeconds: 1, perDay: 1e9, searchPerSecond: 1 }, timeZone: 'UTC' };
    const taken = Array.from({ length: 5000 }, (_, index) =>
      calls.take({ token: 'a', search: false, nowMs: NOON + index * 5000, settings }),
    );
    expect(taken.map(({ refused }) => refused === undefined)).toEqual(taken.map((_, index) => index % 2 === 0));
  });
});

describe('search', () => {
  it('has a second of its own, no headers, and leaves the ten seconds alone', () => {
    const { take } = account();
    expect([take(NOON, { search: true }), take(NOON, { search: true })]).toEqual([{ headers: {} }, { headers: {} }]);
    expect(take(NOON + 999, { search: true })).toEqual({ headers: {}, refused: { policy: 'SECONDLY', waitMs: 1 } });
    expect(take(NOON + 999).headers['x-hubspot-ratelimit-remaining']).toBe('2');
  });
});

describe('the day', () => {
  it("ends at the account's midnight", () => {
    const { calls, take } = account('America/New_York');
    calls.setUsedToday(10, NOON, 'America/New_York');
    // Seven in the morning over there.
    expect(take(NOON).refused).toEqual({ policy: 'DAILY', waitMs: 17 * 3_600_000 });
    expect(take(NOON + 17 * 3_600_000 - 1).refused?.policy).toBe('DAILY');
    expect(take(NOON + 17 * 3_600_000).refused).toBeUndefined();
  });

  it.each([
    ['UTC', '2026-11-20T23:59:59.999Z', 1],
    ['Asia/Kolkata', '2026-11-20T18:29:00.000Z', 60_000],
  ])('has so much left in %s at %s', (timeZone, at, left) => {
    expect(untilMidnight(Date.parse(at), timeZone)).toBe(left);
  });
});
