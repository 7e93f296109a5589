import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Topic } from '../../store';
import { Runner } from './runner';
import { type StandingWork } from './standing-work';

let runner: Runner | null = null;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  await runner?.stop();
  runner = null;
  vi.useRealTimers();
});

/** A runner over works that count their turns, a store whose notices the test sends, and a lease that it gives. */
function world(...work: StandingWork[]) {
  const listeners = new Set<(topic: Topic) => void>();
  const lease = { isHeld: true };
  const made = new Runner({
    store: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    leads: () => lease.isHeld,
    work,
  });
  runner = made;
  made.start();
  const notice = (topic: Topic) => listeners.forEach((listener) => listener(topic));
  return { runner: made, lease, notice, listeners };
}

const counting = (work: Partial<StandingWork> = {}) => ({
  name: 'work',
  turn: vi.fn(() => Promise.resolve(1_000)),
  ...work,
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a work has its turn at the start, and again when the time that it named has passed', async () => {
  const work = counting();
  world(work);
  await pass(0);
  expect(work.turn).toHaveBeenCalledTimes(1);
  await pass(999);
  expect(work.turn).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(work.turn).toHaveBeenCalledTimes(2);
});

test('a notice makes a turn due at once, of the works that wait for its topic alone', async () => {
  const hears = counting({ wakesOn: ['jobs'] });
  const other = counting({ wakesOn: ['users'] });
  const { notice } = world(hears, other);
  await pass(0);
  notice('jobs');
  await pass(0);
  expect(hears.turn).toHaveBeenCalledTimes(2);
  expect(other.turn).toHaveBeenCalledTimes(1);
});

test('news during a turn brings one more turn after it, never two at a time', async () => {
  const ends: (() => void)[] = [];
  const woken = vi.fn();
  const turn = vi.fn(() => new Promise<number>((resolve) => ends.push(() => resolve(60_000))));
  const { notice } = world({ name: 'slow', wakesOn: ['jobs'], woken, turn });
  await pass(0);
  notice('jobs');
  notice('jobs');
  await pass(5_000);
  expect(turn).toHaveBeenCalledTimes(1);
  expect(woken).toHaveBeenCalledTimes(3);
  ends.shift()?.();
  await pass(0);
  expect(turn).toHaveBeenCalledTimes(2);
  ends.shift()?.();
  await pass(59_999);
  expect(turn).toHaveBeenCalledTimes(2);
});

test('however often it is woken, a work rests as long as it says', async () => {
  const work = counting({ wakesOn: ['deliveries'], restMs: 200 });
  const { notice } = world(work);
  await pass(0);
  for (let n = 0; n < 10; n += 1) {
    notice('deliveries');
    await pass(20);
  }
  expect(work.turn).toHaveBeenCalledTimes(2);
});

test('one work that never answers holds no other up', async () => {
  const stuck = { name: 'stuck', turn: () => new Promise<number>(() => undefined) };
  const work = counting();
  world(stuck, work);
  await pass(2_000);
  expect(work.turn).toHaveBeenCalledTimes(3);
  runner = null;
});

test('without the lease nothing is done but what every process does, and with it everything begins', async () => {
  const mine = counting();
  const everywhere = counting({ isEverywhere: true });
  const { runner: made, lease } = world(mine, everywhere);
  lease.isHeld = false;
  await pass(10_000);
  expect(mine.turn).not.toHaveBeenCalled();
  expect(everywhere.turn).toHaveBeenCalledTimes(11);
  lease.isHeld = true;
  made.wakeAll();
  await pass(0);
  expect(mine.turn).toHaveBeenCalledTimes(1);
});

test('what was due while the lease had run out is done when it is held again, though nobody saw it gained', async () => {
  const mine = counting();
  const lease = { name: 'lease', isEverywhere: true, turn: vi.fn(() => Promise.resolve(5_000)) };
  const { lease: held } = world(mine, lease);
  await pass(0);
  held.isHeld = false;
  await pass(2_000);
  expect(mine.turn).toHaveBeenCalledTimes(1);
  held.isHeld = true;
  await pass(3_001);
  expect(mine.turn).toHaveBeenCalledTimes(2);
});

test('a turn that breaks off comes again', async () => {
  const turn = vi.fn(() => Promise.reject<number>(new Error('The store is away')));
  world({ name: 'broken', turn });
  await pass(5_000);
  expect(turn).toHaveBeenCalledTimes(2);
});

test('a stop waits for the turn under way, tells it, and begins nothing more', async () => {
  let told = false;
  const work = counting({
    turn: vi.fn(
      (signal: AbortSignal) =>
        new Promise<number>((resolve) => {
          signal.addEventListener('abort', () => {
            told = true;
            resolve(0);
          });
        }),
    ),
  });
  const { runner: made, listeners } = world(work);
  await pass(0);
  await made.stop();
  expect(told).toBe(true);
  expect(listeners.size).toBe(0);
  await pass(10_000);
  expect(work.turn).toHaveBeenCalledTimes(1);
});
