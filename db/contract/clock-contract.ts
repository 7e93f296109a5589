import { describe, expect, it } from 'vitest';
import { outcomes } from '@/lib/events/outcome';
import { type Store } from '@/lib/store';
import { type MakeStore, openForTest, record, recordMany } from './world';

const minute = 60_000;
const hour = 60 * minute;
const years = 5 * 365 * 24 * hour;

const idsSince = async (store: Store, fromMs: number, toMs?: number) => {
  const filter = toMs === undefined ? { fromMs } : { fromMs, toMs };
  return (await store.listEvents(filter, { limit: 100 })).items.map(({ id }) => id);
};

/** What a clock that is wrong for a while may do to the events of other times: nothing. */
export function describeClock(makeStore: MakeStore): void {
  describe('an event received while the clock was years ahead', () => {
    it('is of no last hour, neither before nor after the next one', async () => {
      const store = await openForTest(makeStore);
      const now = Date.now();
      await record(store, { id: 'evt_before' }, now - 10 * minute);
      await record(store, { id: 'evt_ahead' }, now + years);
      expect(await idsSince(store, now - hour)).toEqual(['evt_before']);
      expect((await store.counts(now - hour)).receivedSince).toBe(1);
      await record(store, { id: 'evt_after' }, now);
      expect(await idsSince(store, now - hour)).toEqual(['evt_after', 'evt_before']);
      expect((await store.counts(now - hour)).receivedSince).toBe(2);
      // It is kept for all that: only its time is wrong.
      expect((await store.listEvents({}, { limit: 10 })).items).toHaveLength(3);
    });

    it('ends no silence but that of its own arrival', async () => {
      const store = await openForTest(makeStore);
      const now = Date.now();
      await record(store, { stream: 'est_a' }, now - 10 * minute);
      await record(store, { stream: 'est_a' }, now + years);
      for (const stream of [undefined, 'est_a']) {
        expect(await store.lastReceivedAtMs(stream)).toBe(now - 10 * minute);
      }
      await record(store, { stream: 'est_a' }, now);
      for (const stream of [undefined, 'est_a']) expect(await store.lastReceivedAtMs(stream)).toBe(now);
    });
  });

  it.each([
    ['ahead', years],
    ['behind', -years],
  ])('events are found by arrival although the clock was years %s for a while', async (_, jump) => {
    const store = await openForTest(makeStore);
    const start = Date.now() - 10 * hour;
    const arrivals = new Map<string, number>();
    const part = async (name: string, from: number, by: number) => {
      await recordMany(store, 20, (n) => {
        const at = from + n * minute + by;
        arrivals.set(`evt_${name}${n}`, at);
        return [{ id: `evt_${name}${n}` }, at];
      });
    };
    await part('a', start, 0);
    await part('b', start + hour, jump);
    await part('c', start + 2 * hour, 0);
    await part('d', start + 3 * hour, jump);
    await part('e', start + 4 * hour, 0);
    for (const [fromMs, toMs] of [
      [start + 5 * minute, start + 15 * minute],
      [start, start + 5 * hour],
      [start + 2 * hour - minute, start + 2 * hour + 5 * minute],
      [start + hour + jump, start + hour + 10 * minute + jump],
      [start - 2 * years, start + 2 * years],
      [start + 30 * minute, start + 40 * minute],
    ] as const) {
      const within = [...arrivals].filter(([, at]) => at >= fromMs && at < toMs).map(([id]) => id);
      expect((await idsSince(store, fromMs, toMs)).toReversed()).toEqual(within);
      const buckets = await store.eventHistogram({ fromMs, toMs, bucketMs: Math.ceil((toMs - fromMs) / 7) });
      const count = buckets.reduce((sum, { counts }) => sum + outcomes.reduce((all, key) => all + counts[key], 0), 0);
      expect(count).toBe(within.length);
    }
  });
}
