import { expect, test } from 'vitest';
import { secondMs } from '../spans';
import { afterFailure, isOutage, noOutage, type Outage } from './outage';

const fail = (outage: Outage, atMs: number, over: { beganMs?: number; isAway?: boolean } = {}) =>
  afterFailure(outage, { beganMs: over.beganMs ?? atMs, nowMs: atMs, isAway: over.isAway ?? false });

test('five failures in a row are an outage, and one that cannot be reached is at once', () => {
  let outage = noOutage;
  for (let n = 1; n <= 4; n += 1) outage = fail(outage, n);
  expect([isOutage(outage), outage.wait]).toEqual([false, null]);
  outage = fail(outage, 5);
  expect([isOutage(outage), outage.wait]).toEqual([true, { sinceMs: 5, untilMs: 5 + 30 * secondMs }]);
  expect(isOutage(fail(noOutage, 1, { isAway: true }))).toBe(true);
});

test('eight requests that fail together are waited for once, for half a minute', () => {
  let outage = noOutage;
  for (let n = 0; n < 8; n += 1) outage = fail(outage, 1_000, { beganMs: 900 });
  expect(outage.wait).toEqual({ sinceMs: 1_000, untilMs: 31_000 });
});

test('each try after a wait that fails doubles the next, up to ten minutes', () => {
  let outage = fail(noOutage, 0, { isAway: true });
  const waits = [0, 1, 2, 3, 4, 5, 6].map(() => {
    const { sinceMs, untilMs } = outage.wait ?? { sinceMs: 0, untilMs: 0 };
    outage = fail(outage, untilMs, { beganMs: untilMs });
    return (untilMs - sinceMs) / secondMs;
  });
  expect(waits).toEqual([30, 60, 120, 240, 480, 600, 600]);
});
