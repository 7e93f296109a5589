import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs, secondMs } from '../spans';
import { fullBucket, refill, waitForPermit } from './bucket';
import { askedPause, pauseAfterFailures } from './retry-pace';

test('a push is tried ten times over about two days, then a person is asked', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => pauseAfterFailures(index + 1, 0.5) ?? 0);
  expect(pauses[0]).toBe(5 * secondMs);
  expect(pauses.reduce((sum, ms) => sum + ms, 0) / hourMs).toBeCloseTo(51.7, 1);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauseAfterFailures(11, 0.5)).toBeNull();
  expect([pauseAfterFailures(1, 0), pauseAfterFailures(1, 0.999)]).toEqual([4_000, 5_998]);
});

test.each([
  ['90', 90 * secondMs],
  [' 0 ', 0],
  ['Thu, 01 Jan 1970 00:02:00 GMT', minuteMs],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['99999999', dayMs],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %j is %j ms', (header, ms) => {
  expect(askedPause(header, minuteMs)).toBe(ms);
});

test('a bucket gives no more than its rate over any time, and says when the next permit is there', () => {
  const waits = fc.array(fc.integer({ min: -200, max: 900 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), waits, (perSecond, pauses) => {
      let nowMs = 10_000;
      let bucket = fullBucket({ perSecond }, nowMs);
      let given = 0;
      for (const pause of pauses) {
        nowMs += pause;
        bucket = refill(bucket, { perSecond }, nowMs);
        const isThere = bucket.permits >= 1;
        expect(waitForPermit(bucket, { perSecond }) === 0).toBe(isThere);
        if (!isThere) continue;
        bucket = { ...bucket, permits: bucket.permits - 1 };
        given += 1;
      }
      const forwardMs = pauses.reduce((sum, pause) => sum + Math.max(0, pause), 0);
      expect(given).toBeLessThanOrEqual(perSecond + (forwardMs / secondMs) * perSecond + 1e-6);
    }),
  );
});
