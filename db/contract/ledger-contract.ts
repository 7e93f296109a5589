import { describe, expect, it } from 'vitest';
import { type LedgerQuery } from '@/lib/ledger/ledger-store';
import { minuteMs } from '@/lib/spans';
import { type Store } from '@/lib/store';
import { listedDelivery, poll } from './delivery-samples';
import { fed, feedStep as step } from './feed-samples';
import { bodyOf, feedReceipt, type MakeStore, openForTest, record, t0 } from './world';

const hour: LedgerQuery = {
  streamId: 'est_a',
  spans: [{ fromMs: t0, toMs: t0 + 3_600_000, types: ['user.updated', 'user.created'] }],
  fromMs: t0,
  toMs: t0 + 3_600_000,
};

const tally = async (store: Store, query = hour) => {
  const { emitted, slots } = await store.tallyLedger({ ...query, startMs: t0, bucketMs: 10 * minuteMs });
  const counts: Record<string, number> = {};
  for (const { combination, count, ignoreSeq } of slots) {
    const name = ignoreSeq === null ? combination : `ignored ${combination}`;
    counts[name] = (counts[name] ?? 0) + count;
  }
  return { emitted, counts, slots };
};

const listed = async (store: Store, combination: Parameters<Store['listLedger']>[0]['combination']) =>
  (await store.listLedger({ ...hour, combination }, { after: 0, limit: 50 })).map(({ eventId }) => eventId);

const allArrived = Number.MAX_SAFE_INTEGER;

/** The event feed and what is told by it. */
export function describeLedger(makeStore: MakeStore): void {
  describe('the event feed', () => {
    it('begins unread; a step is saved with its cursor, from the revision it was read from and no other', async () => {
      const store = await openForTest(makeStore);
      expect(await store.feedState()).toMatchObject({
        revision: 0,
        cursor: null,
        readThroughMs: null,
        logFromMs: null,
      });
      expect(await store.saveFeedStep(step(0, [fed('evt_1')]))).toBe(true);
      expect(await store.saveFeedStep(step(0, [fed('evt_2')], { cursor: 'elsewhere' }))).toBe(false);
      expect(await store.feedState()).toMatchObject({ revision: 1, cursor: 'after 0', coveredFromMs: t0 });
      expect((await tally(store)).emitted[0]).toBe(1);
    });

    it('tells an event once, keeps a copy while it is not here, and is not moved by arrivals', async () => {
      const store = await openForTest(makeStore);
      await record(store, { id: 'evt_here' });
      await store.saveFeedStep(step(0, [fed('evt_here'), fed('evt_1')]));
      await store.saveFeedStep(step(1, [fed('evt_1'), fed('evt_2')]));
      expect((await tally(store)).emitted[0]).toBe(3);
      const copies = await store.feedCopies(['evt_here', 'evt_1', 'evt_unknown']);
      expect(Object.keys(copies)).toEqual(['evt_1']);
      expect(JSON.parse(copies.evt_1 ?? '')).toMatchObject({ id: 'evt_1' });
      const before = await store.feedState();
      await record(store, { id: 'evt_1' });
      expect(await store.feedState()).toMatchObject({ revision: before.revision, cursor: before.cursor });
      expect(await store.matchFeed(allArrived, 100)).toBe(true);
      expect(await store.feedCopies(['evt_1'])).toEqual({});
    });

    it('notes how a try ended, since when it is so, and whether a person wants another', async () => {
      const store = await openForTest(makeStore);
      await store.noteFeedTry({ kind: 'in_use', text: 'in use' }, 10);
      await store.noteFeedTry({ kind: 'in_use', text: 'in use' }, 20);
      expect(await store.feedState()).toMatchObject({ triedAtMs: 20, readAtMs: null, trouble: { sinceMs: 10 } });
      await store.wantFeedRead({ actor: 'ada', atMs: 30 });
      expect((await store.feedState()).wantedAtMs).toBe(30);
      await store.noteFeedTry(null, 30);
      expect(await store.feedState()).toMatchObject({ triedAtMs: 30, readAtMs: 30, trouble: null, wantedAtMs: null });
      const { items } = await store.listAudit({ limit: 5 });
      expect(items.map(({ action, actor }) => [action, actor])).toEqual([['feed_read_requested', 'ada']]);
    });

    it('keeps the times that it tells nothing of', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [], { hole: { fromMs: t0 + 10, toMs: t0 + 20 } }));
      expect(await store.feedHoles(t0, t0 + 15)).toEqual([{ fromMs: t0 + 10, toMs: t0 + 20 }]);
      expect(await store.feedHoles(t0 + 20, t0 + 30)).toEqual([]);
    });

    it('forgets the oldest in steps, and the ledger begins after them', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_1', 1), fed('evt_2', 2), fed('evt_3', 3), fed('evt_4', 4)]));
      expect(await store.pruneFeed(t0 + 3_000, 100, 1)).toBe(1);
      expect(await store.pruneFeed(t0 + 3_000, 100, 50)).toBe(1);
      expect(await store.pruneFeed(t0 + 3_000, 100, 50)).toBe(0);
      expect((await store.feedState()).coveredFromMs).toBe(t0 + 2_001);
      expect(await store.pruneFeed(t0, 1, 50)).toBe(1);
      expect((await tally(store)).emitted[0]).toBe(1);
    });
  });

  describe('a ledger', () => {
    it('names every combination of emitted, failed and received, each event once', async () => {
      const store = await openForTest(makeStore);
      for (const id of ['evt_normal', 'evt_failed_here', 'evt_untold', 'evt_untold_failed'])
        await record(store, { id });
      const failing = ['evt_failed', 'evt_failed_here', 'evt_failed_untold', 'evt_untold_failed'];
      const about = { eventType: 'user.updated', eventTimeMs: t0 };
      await store.syncDeliveries(poll(failing.map((id) => listedDelivery(id, about))));
      const told = ['evt_normal', 'evt_failed', 'evt_failed_here', 'evt_never'];
      await store.saveFeedStep(
        step(
          0,
          told.map((id) => fed(id)),
        ),
      );
      await store.matchFeed(allArrived, 100);
      expect((await tally(store)).counts).toEqual({
        failed_not_received: 1,
        failed_but_received: 1,
        never_delivered: 1,
        not_in_feed: 1,
        failed_not_in_feed: 1,
        failed_and_received: 1,
      });
      expect((await tally(store)).emitted).toEqual([4, 0, 0, 0, 0, 0]);
      expect(await listed(store, 'never_delivered')).toEqual(['evt_never']);
      expect(await listed(store, 'failed_not_received')).toEqual(['evt_failed']);
      expect(await listed(store, 'failed_and_received')).toEqual(['evt_untold_failed']);
      expect(await listed(store, 'not_in_feed')).toEqual(['evt_untold']);
    });

    it('knows at once of what has just arrived, before it was compared', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_1')]));
      expect((await tally(store)).counts).toEqual({ never_delivered: 1 });
      await record(store, { id: 'evt_1' });
      expect((await tally(store)).counts).toEqual({});
    });

    it('counts what the event stream was subscribed to, and only then', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_1'), fed('evt_2', 60), fed('evt_3', 120, { type: 'group.created' })]));
      const spans = [{ fromMs: t0, toMs: t0 + 60_000, types: ['user.updated'] }];
      const { emitted, counts } = await tally(store, { ...hour, spans });
      expect([emitted[0], counts]).toEqual([1, { never_delivered: 1 }]);
    });

    it('does not miss in the feed what came too lately to tell, outside what it covers, or in a hole', async () => {
      const store = await openForTest(makeStore);
      const hole = { fromMs: t0 + 100_000, toMs: t0 + 200_000 };
      await store.saveFeedStep(step(0, [], { hole }));
      await record(store, { id: 'evt_before', at: -60 }, t0 + 1);
      await record(store, { id: 'evt_in_hole', at: 150 }, t0 + 2);
      await record(store, { id: 'evt_odd', at: 50 }, t0 + 3);
      await record(store, { id: 'evt_young', at: 60 }, t0 + 900_000);
      expect(await store.matchFeed(t0 + 800_000, 100)).toBe(true);
      expect((await tally(store)).counts).toEqual({ not_in_feed: 1 });
      expect(await store.matchFeed(t0 + 1_000_000, 100)).toBe(true);
      expect((await tally(store)).counts).toEqual({ not_in_feed: 2 });
      // The feed may tell it later than it should.
      await store.saveFeedStep(step(1, [fed('evt_odd', 50)]));
      expect((await tally(store)).counts).toEqual({ not_in_feed: 1 });
    });

    it('compares in steps, each event once', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_0'), fed('evt_1'), fed('evt_2')]));
      for (const id of ['evt_0', 'evt_1', 'evt_2']) await record(store, { id });
      expect(await store.matchFeed(allArrived, 2)).toBe(false);
      expect(await store.matchFeed(allArrived, 2)).toBe(true);
      expect(await store.feedCopies(['evt_0', 'evt_1', 'evt_2'])).toEqual({});
    });

    it('is paged in the order in which events were emitted', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_c', 3), fed('evt_a', 1), fed('evt_b', 1)]));
      const query = { ...hour, combination: 'never_delivered' as const };
      const first = await store.listLedger(query, { after: 0, limit: 2 });
      expect(first.map(({ eventId, subjectLabel }) => [eventId, subjectLabel])).toEqual([
        ['evt_a', 'ada@example.test'],
        ['evt_b', 'ada@example.test'],
      ]);
      const rest = await store.listLedger(query, { after: first.at(-1)?.seq ?? 0, limit: 2 });
      expect(rest.map(({ eventId }) => eventId)).toEqual(['evt_c']);
    });

    it('leaves out what a note says to leave, and counts it again once that is taken back', async () => {
      const store = await openForTest(makeStore);
      await store.saveFeedStep(step(0, [fed('evt_1', 1), fed('evt_2', 2)]));
      const window = { fromMs: t0 + 1_000, toMs: t0 + 1_000 };
      const by = { note: 'a test', by: 'ada', atMs: 5 };
      const ignore = { streamId: 'est_a', combination: 'never_delivered' as const, ...window, ...by };
      const kept = await store.ignoreLedger(ignore);
      expect(kept).toEqual({ seq: kept.seq, ...ignore });
      expect((await tally(store)).counts).toEqual({ never_delivered: 1, 'ignored never_delivered': 1 });
      const items = await store.listLedger({ ...hour, combination: 'never_delivered' }, { after: 0, limit: 5 });
      expect(items.map(({ isIgnored }) => isIgnored)).toEqual([true, false]);
      expect(await store.ledgerIgnores('est_a', 5)).toEqual([kept]);
      const name = { streamId: 'est_a', seq: kept.seq };
      expect(await store.unignoreLedger({ ...name, streamId: 'est_b' }, { actor: 'eve', atMs: 6 })).toBe(false);
      expect(await store.unignoreLedger(name, { actor: 'eve', atMs: 6 })).toBe(true);
      expect(await store.unignoreLedger(name, { actor: 'eve', atMs: 7 })).toBe(false);
      expect((await tally(store)).counts).toEqual({ never_delivered: 2 });
      const { items: acts } = await store.listAudit({ limit: 5 });
      expect(acts.map(({ action, actor, target }) => [action, actor, target])).toEqual([
        ['ledger_unignored', 'eve', 'est_a'],
        ['ledger_ignored', 'ada', 'est_a'],
      ]);
    });
  });

  describe('an event that is applied from the feed', () => {
    it('is stored as any other, and proves nothing about a redelivery', async () => {
      const store = await openForTest(makeStore);
      await store.syncDeliveries(poll([listedDelivery('evt_1')]));
      await store.claimRedelivery('est_a', 'evt_1', { atMs: Date.now(), by: 'ada' });
      const receipt = feedReceipt(bodyOf({ id: 'evt_1', stream: null, object: { name: 'Ada' } }));
      expect(await store.recordReceipt(receipt)).toMatchObject({ result: 'new', outcome: 'applied' });
      expect(await store.recordReceipt(receipt)).toMatchObject({ result: 'duplicate' });
      const stored = await store.getEvent('evt_1');
      expect(stored?.receipts.map(({ envelope, credential }) => [envelope, credential.kind])).toEqual([
        ['feed', 'feed'],
        ['feed', 'feed'],
      ]);
      expect((await store.getUser('auth0|ada'))?.name).toBe('Ada');
      expect((await store.getDelivery('est_a', 'evt_1'))?.state).toBe('asked');
    });

    it('never takes the place of what was received', async () => {
      const store = await openForTest(makeStore);
      await record(store, { id: 'evt_1', object: { name: 'Ada' } });
      const other = bodyOf({ id: 'evt_1', stream: null, object: { name: 'Eve' } });
      expect(await store.recordReceipt(feedReceipt(other))).toMatchObject({
        result: 'conflict',
      });
      expect((await store.getUser('auth0|ada'))?.name).toBe('Ada');
    });
  });
}
