import type { Clock } from '../ground/clock.ts';

/** A clock for tests: time stands still until `advance` moves it, and then every due timer runs in order. */
interface FakeClock extends Clock {
  advance(ms: number): Promise<void>;
}

interface Timer {
  at: number;
  run: () => void;
}

// Delivery is a chain of promises; one macrotask lets the whole chain come to rest.
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createFakeClock(start = Date.parse('2026-11-20T09:00:00.000Z')): FakeClock {
  let now = start;
  const timers = new Set<Timer>();
  const nextDue = (limit: number) => [...timers].filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => now,
    pace: (ms) => ms,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const limit = now + ms;
      await settle();
      for (let due = nextDue(limit); due; due = nextDue(limit)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = limit;
    },
  };
}
