import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefillRate } from './refill-rate';

/** A token bucket that tells whole tokens, as Auth0's does; somebody takes a token at each of these instants. */
function learn(bucket: { burst: number; perSecond: number }, instantsMs: readonly number[]): number | null {
  const rate = new RefillRate();
  let tokens = bucket.burst;
  let lastMs = 0;
  for (const atMs of instantsMs) {
    tokens = Math.min(bucket.burst, tokens + ((atMs - lastMs) / 1_000) * bucket.perSecond);
    lastMs = atMs;
    if (tokens < 1) continue;
    tokens -= 1;
    rate.noteTaken();
    rate.observe(Math.floor(tokens), bucket.burst, atMs);
  }
  return rate.perSecond;
}

const every = (ms: number, forMs: number) => Array.from({ length: forMs / ms }, (_, n) => n * ms);

describe('the rate at which the limit refills', () => {
  it('is not known before the limit has been used', () => {
    expect(new RefillRate().perSecond).toBeNull();
    expect(learn({ burst: 10, perSecond: 2 }, every(2_000, 60_000))).toBeNull();
  });

  it('is not learnt over a time in which the limit may have been full', () => {
    const rate = new RefillRate();
    rate.observe(6, 10, 0);
    for (let n = 0; n < 4; n += 1) rate.noteTaken();
    rate.observe(6, 10, 300_000);
    expect(rate.perSecond).toBeNull();
  });

  it('is learnt within a third by whoever asks faster than it refills', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 50 }), (perSecond, burst) => {
        const learnt = learn({ burst, perSecond }, every(20, 30_000));
        if (burst <= 2) return;
        expect(learnt).toBeGreaterThan(perSecond * 0.67);
        expect(learnt).toBeLessThan(perSecond * 1.34);
      }),
    );
  });
});
