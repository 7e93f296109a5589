import { describe, expect, it } from 'vitest';
import { type MakeStore, openForTest } from './world';

const always = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER };

/** Signs of life, and the times without any. */
export function describeHeartbeat(makeStore: MakeStore): void {
  describe('the heartbeat', () => {
    it('of a life without a pause leaves no outage, however long it lasts', async () => {
      const store = await openForTest(makeStore);
      await store.beat({ atMs: 1_000_000, aliveSinceMs: 1_000_000 });
      await store.beat({ atMs: 9_000_000, aliveSinceMs: 1_000_000 });
      expect(await store.outages(always)).toEqual([]);
    });

    it('of a later life tells when the one before it was seen last, once', async () => {
      const store = await openForTest(makeStore);
      await store.beat({ atMs: 1_000_000, aliveSinceMs: 900_000 });
      await store.beat({ atMs: 1_060_000, aliveSinceMs: 1_060_000 });
      await store.beat({ atMs: 1_065_000, aliveSinceMs: 1_060_000 });
      expect(await store.outages(always)).toEqual([{ fromMs: 1_000_000, untilMs: 1_060_000 }]);
    });

    it('is kept for a range that an outage touches, oldest first', async () => {
      const store = await openForTest(makeStore);
      for (const atMs of [100_000, 200_000, 300_000]) await store.beat({ atMs, aliveSinceMs: atMs });
      const first = { fromMs: 100_000, untilMs: 200_000 };
      const second = { fromMs: 200_000, untilMs: 300_000 };
      expect(await store.outages(always)).toEqual([first, second]);
      expect(await store.outages({ fromMs: 150_000, untilMs: 160_000 })).toEqual([first]);
      expect(await store.outages({ fromMs: 0, untilMs: 100_000 })).toEqual([first]);
      expect(await store.outages({ fromMs: 300_001, untilMs: 400_000 })).toEqual([]);
    });

    it('goes on after the clock was set back', async () => {
      const store = await openForTest(makeStore);
      await store.beat({ atMs: 9_000_000, aliveSinceMs: 9_000_000 });
      await store.beat({ atMs: 1_000_000, aliveSinceMs: 1_000_000 });
      expect(await store.outages(always)).toEqual([]);
      await store.beat({ atMs: 1_100_000, aliveSinceMs: 1_100_000 });
      expect(await store.outages(always)).toEqual([{ fromMs: 1_000_000, untilMs: 1_100_000 }]);
    });

    it('tells since when there is one', async () => {
      const store = await openForTest(makeStore);
      expect(await store.firstBeatMs()).toBeNull();
      for (const atMs of [100_000, 200_000, 300_000]) await store.beat({ atMs, aliveSinceMs: atMs });
      expect(await store.firstBeatMs()).toBe(100_000);
    });

    it('keeps the newest thousand outages', async () => {
      const store = await openForTest(makeStore);
      for (let n = 0; n <= 1_003; n += 1) await store.beat({ atMs: n * 10_000, aliveSinceMs: n * 10_000 });
      const kept = await store.outages(always);
      expect(kept).toHaveLength(1_000);
      expect(kept[0]).toEqual({ fromMs: 30_000, untilMs: 40_000 });
    });
  });
}
