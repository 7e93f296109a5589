import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type MakeStore, openForTest } from './world';

/** Who does what only one process at a time should do. */
export function describeLeases(makeStore: MakeStore): void {
  describe('a lease', () => {
    it('has one holder, who may prolong it, and another only once it is given back', async () => {
      const store = await openForTest(makeStore);
      expect(await store.holdLease('work', 'one', 60_000)).toBe(true);
      expect(await store.holdLease('work', 'two', 60_000)).toBe(false);
      expect(await store.holdLease('work', 'one', 60_000)).toBe(true);
      expect(await store.holdLease('other work', 'two', 60_000)).toBe(true);
      await store.releaseLease('work', 'two');
      expect(await store.holdLease('work', 'two', 60_000)).toBe(false);
      await store.releaseLease('work', 'one');
      expect(await store.holdLease('work', 'two', 60_000)).toBe(true);
      expect(await store.holdLease('work', 'one', 60_000)).toBe(false);
    });

    it('ends by itself, counted from when it was last prolonged', async () => {
      const store = await openForTest(makeStore);
      await store.holdLease('long', 'one', 1);
      await store.holdLease('long', 'one', 60_000);
      await store.holdLease('short', 'one', 60_000);
      await store.holdLease('short', 'one', 1);
      await sleep(20);
      expect(await store.holdLease('long', 'two', 60_000)).toBe(false);
      expect(await store.holdLease('short', 'two', 60_000)).toBe(true);
    });
  });
}
