import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Beat, beatEveryMs, outageBefore, stallFromMs } from '../../heartbeat/outage';
import { startHeartbeat } from './heartbeat';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function recorder() {
  const beats: Beat[] = [];
  let isBroken = false;
  const store = {
    beat: (beat: Beat) => {
      if (isBroken) return Promise.reject(new Error('disk full'));
      beats.push(beat);
      return Promise.resolve();
    },
  };
  const setBroken = (broken: boolean) => {
    isBroken = broken;
  };
  return { store, beats, setBroken };
}

test('beats at once, then every few seconds, and a last time when it stops', async () => {
  const { store, beats } = recorder();
  const heartbeat = startHeartbeat(store);
  await vi.advanceTimersByTimeAsync(2 * beatEveryMs);
  await vi.advanceTimersByTimeAsync(1_000);
  await heartbeat.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(beats.map(({ atMs }) => atMs - 1_000_000)).toEqual([0, beatEveryMs, 2 * beatEveryMs, 2 * beatEveryMs + 1_000]);
});

test('a database that takes no beat for a while makes no outage of a process that lived', async () => {
  const { store, beats, setBroken } = recorder();
  const heartbeat = startHeartbeat(store);
  setBroken(true);
  await vi.advanceTimersByTimeAsync(20 * beatEveryMs);
  setBroken(false);
  await vi.advanceTimersByTimeAsync(beatEveryMs);
  await heartbeat.stop();
  const [first, next] = beats;
  expect(next && outageBefore(first?.atMs ?? null, next)).toBeNull();
});

test('a process that stood still tells of an outage', async () => {
  const { store, beats } = recorder();
  const heartbeat = startHeartbeat(store);
  vi.setSystemTime(1_000_000 + stallFromMs + beatEveryMs);
  await vi.advanceTimersByTimeAsync(beatEveryMs);
  await heartbeat.stop();
  const [first, next] = beats;
  expect(next && outageBefore(first?.atMs ?? null, next)).toMatchObject({ fromMs: 1_000_000 });
});
