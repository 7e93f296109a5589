import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedTroubleKinds } from './feed';
import { pauseAfterTrouble } from './feed-pace';

describe('the pause before the feed is connected to again', () => {
  test('is a second at least and five minutes at most, whatever happened how often', () => {
    const failures = fc.integer({ min: 1, max: 100_000 });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...feedTroubleKinds), failures, random, (kind, count, part) => {
        const pauseMs = pauseAfterTrouble(kind, { failures: count, random: part });
        expect(pauseMs).toBeGreaterThanOrEqual(1_000);
        expect(pauseMs).toBeLessThanOrEqual(300_000);
      }),
    );
  });

  test.each([
    ['unavailable', 1, 1_000],
    ['unavailable', 4, 8_000],
    ['unavailable', 20, 30_000],
    ['rate_limited', 3, 4_000],
    ['in_use', 1, 8_000],
    ['in_use', 9, 30_000],
    ['scope', 1, 300_000],
    ['plan', 7, 300_000],
  ] as const)('after %s %i times in a row is up to %i ms', (kind, failures, mostMs) => {
    expect(pauseAfterTrouble(kind, { failures, random: 1 })).toBe(mostMs);
  });

  test('is spread, so that many who were refused at once do not come back at once', () => {
    const pauses = [0.2, 0.5, 0.9].map((random) => pauseAfterTrouble('in_use', { failures: 9, random }));
    expect(new Set(pauses).size).toBe(3);
  });
});
