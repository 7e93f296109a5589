import { expect, test } from 'vitest';
import { beatEveryMs, nextBeat, outageBefore, outageDuring, stallFromMs } from './outage';

test('a life that begins within the time between two beats follows the one before without an outage', () => {
  expect(outageBefore(1_000, { atMs: 1_000 + beatEveryMs, aliveSinceMs: 1_000 + beatEveryMs })).toBeNull();
  expect(outageBefore(1_000, { atMs: 1_001 + beatEveryMs, aliveSinceMs: 1_001 + beatEveryMs })).toEqual({
    fromMs: 1_000,
    untilMs: 1_001 + beatEveryMs,
  });
});

test('without a beat on record nothing is known of the time before', () => {
  expect(outageBefore(null, { atMs: 50_000, aliveSinceMs: 50_000 })).toBeNull();
});

test('beats that could not be written while the process lived are no outage', () => {
  expect(outageBefore(1_000, { atMs: 900_000, aliveSinceMs: 500 })).toBeNull();
});

test('a process that stood still lives anew, and one that is only late goes on', () => {
  const before = { atMs: 100_000, aliveSinceMs: 5_000 };
  expect(nextBeat(before, 100_000 + stallFromMs)).toEqual({
    atMs: 100_000 + stallFromMs,
    aliveSinceMs: 100_000 + stallFromMs,
  });
  expect(nextBeat(before, 99_999 + stallFromMs).aliveSinceMs).toBe(5_000);
});

test('a clock that was set back neither ends nor begins an outage', () => {
  expect(nextBeat({ atMs: 100_000, aliveSinceMs: 90_000 }, 10_000)).toEqual({ atMs: 10_000, aliveSinceMs: 10_000 });
  expect(outageBefore(100_000, { atMs: 10_000, aliveSinceMs: 10_000 })).toBeNull();
});

test('an outage is found by any moment of it', () => {
  const outage = { fromMs: 10, untilMs: 20 };
  expect(outageDuring([outage], { fromMs: 20, untilMs: 30 })).toBe(outage);
  expect(outageDuring([outage], { fromMs: 21, untilMs: 30 })).toBeNull();
});
