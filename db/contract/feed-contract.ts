import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Store } from '@/lib/store';
import { listedDelivery, poll } from './delivery-samples';
import { fed, feedStep, recordedStep } from './feed-samples';
import { type MakeStore, openForTest, record, t0 } from './world';

/** What the feed told and is not here. */
const missing = (store: Store) => {
  const span = { fromMs: t0, toMs: t0 + 3_600_000 };
  const query = { streamId: 'est_a', spans: [{ ...span, types: ['user.updated'] }], ...span };
  return store.listLedger({ ...query, combination: 'never_delivered' }, { after: 0, limit: 50 });
};

/** Events that come by the event feed. */
export function describeFeed(makeStore: MakeStore): void {
  describe('an event that the feed brings', () => {
    it('is recorded in the transaction that moves the place: a step from an old place records nothing', async () => {
      const store = await openForTest(makeStore);
      const topics: string[] = [];
      onTestFinished(store.subscribe((topic) => topics.push(topic)));
      expect(await store.saveFeedStep(recordedStep(0, [{ id: 'evt_1', object: { name: 'Ada' } }]))).toBe(true);
      expect(await store.saveFeedStep(recordedStep(0, [{ id: 'evt_2' }], { cursor: 'elsewhere' }))).toBe(false);
      expect(await store.getEvent('evt_2')).toBeNull();
      expect(await store.feedState()).toMatchObject({ revision: 1, cursor: 'after 0' });
      const stored = await store.getEvent('evt_1');
      expect(stored).toMatchObject({ outcome: 'applied', receiptCount: 1, streamId: null });
      expect(stored?.receipts.map(({ envelope, credential }) => [envelope, credential.kind])).toEqual([
        ['feed', 'feed'],
      ]);
      expect((await store.getUser('auth0|ada'))?.name).toBe('Ada');
      await vi.waitFor(() => expect(topics).toEqual(expect.arrayContaining(['events', 'users', 'ledger'])));
      expect(await missing(store)).toEqual([]);
      expect(await store.feedCopies(['evt_1'])).toEqual({});
    });

    it('is one event with two receipts when the webhook brings it too, whichever was first', async () => {
      const store = await openForTest(makeStore);
      await record(store, { id: 'evt_webhook_first' });
      await store.saveFeedStep(recordedStep(0, [{ id: 'evt_webhook_first' }, { id: 'evt_feed_first' }]));
      await record(store, { id: 'evt_feed_first' });
      for (const id of ['evt_webhook_first', 'evt_feed_first']) {
        const stored = await store.getEvent(id);
        expect(stored).toMatchObject({ receiptCount: 2, conflictCount: 0, streamId: 'est_a' });
        expect(stored?.receipts.map(({ result }) => result).toSorted()).toEqual(['duplicate', 'new']);
      }
      const ofStream = await store.listEvents({ streamIds: ['est_a'] }, { limit: 5 });
      expect([ofStream.items.length, ofStream.matching.value]).toEqual([2, 2]);
    });

    it('has no second receipt when reading from a time tells it again, unless it is not here', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(recordedStep(0, [{ id: 'evt_1' }, { id: 'evt_1' }]));
      await store.saveFeedStep(feedStep(1, [fed('evt_compared')]));
      await store.saveFeedStep(recordedStep(2, [{ id: 'evt_1' }, { id: 'evt_compared' }]));
      expect((await store.getEvent('evt_1'))?.receiptCount).toBe(1);
      expect((await store.getEvent('evt_compared'))?.receiptCount).toBe(1);
      expect(await missing(store)).toEqual([]);
    });

    it('has not arrived by the delivery that failed', async () => {
      const store = await openForTest(makeStore);
      await store.syncDeliveries(poll([listedDelivery('evt_1')]));
      await store.claimRedelivery('est_a', 'evt_1', { atMs: Date.now(), by: 'ada' });
      await store.saveFeedStep(recordedStep(0, [{ id: 'evt_1' }]));
      await store.syncDeliveries({ ...poll([]), checkedAtMs: Date.now() + 1_000 });
      const delivery = await store.getDelivery('est_a', 'evt_1');
      expect(delivery).toMatchObject({ receiptCount: 0, otherReceiptCount: 1 });
      expect(delivery?.state).not.toBe('recovered');
      await record(store, { id: 'evt_1' });
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ receiptCount: 1, state: 'recovered' });
    });
  });
}
