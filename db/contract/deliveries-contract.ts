import { describe, expect, it, vi } from 'vitest';
import { type Store, type Topic } from '@/lib/store';
import {
  ago,
  askNow,
  failedAt,
  fourAttempts,
  listedDelivery,
  poll,
  marker,
  stateOf,
  withDeliveries,
} from './delivery-samples';
import { type MakeStore, openForTest, record } from './world';

function describePolls(makeStore: MakeStore): void {
  describe('polling failed deliveries', () => {
    it('keeps what is listed, newest failure first, and says whether anything changed', async () => {
      const store = await openForTest(makeStore);
      const older = listedDelivery('evt_1', { attempts: fourAttempts(900) });
      const newer = listedDelivery('evt_2', { eventType: 'user.updated', attempts: fourAttempts(60, '401 - no') });
      expect(await store.syncDeliveries(poll([newer, older]))).toEqual({ changed: true });
      expect(await store.syncDeliveries(poll([newer, older]))).toEqual({ changed: false });
      const page = await store.listDeliveries({}, { limit: 10 });
      expect(page.items.map(({ eventId }) => eventId)).toEqual(['evt_2', 'evt_1']);
      expect(page.matching).toEqual({ value: 2, capped: false });
      expect(page.items[0]).toMatchObject({
        streamId: 'est_a',
        eventType: 'user.updated',
        subjectLabel: 'ada@example.test',
        firstFailedAtMs: ago(67),
        lastAttemptAtMs: ago(60),
        attemptCount: 4,
        askedCount: 0,
        attempts: newer.attempts,
        cause: { key: 'http-401', kind: 'http', status: 401 },
        errorMessage: '401 - no',
        state: 'failed',
        receiptCount: 0,
        listed: true,
      });
    });

    it('tells attempts and redelivery markers apart', async () => {
      const attempts = [failedAt(ago(50)), marker(ago(40)), failedAt(ago(30)), marker(ago(20)), failedAt(ago(10))];
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1', { attempts })]);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({
        attemptCount: 3,
        askedCount: 2,
        state: 'failed',
      });
    });

    it('answers "received here?" from the receipts', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await record(store, { id: 'evt_1' });
      await record(store, { id: 'evt_1' });
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ receiptCount: 2, state: 'failed' });
      await record(store, { id: 'evt_1', stream: 'est_b' });
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ receiptCount: 2, otherReceiptCount: 1 });
      expect(await store.deliveriesOfEvent('evt_1')).toHaveLength(1);
      expect(await store.deliveriesOfEvent('evt_2')).toEqual([]);
      expect(await store.getDelivery('est_b', 'evt_1')).toBeNull();
    });

    it('calls a delivery recovered when it left the list and a receipt came after its last attempt, else gone', async () => {
      const names = ['evt_early', 'evt_proven', 'evt_never'];
      const store = await withDeliveries(
        makeStore,
        names.map((name) => listedDelivery(name)),
      );
      await record(store, { id: 'evt_early' }, ago(605));
      await record(store, { id: 'evt_proven' }, ago(100));
      expect(await store.syncDeliveries(poll([]))).toEqual({ changed: true });
      expect(await stateOf(store, 'evt_early')).toBe('gone');
      expect(await store.getDelivery('est_a', 'evt_proven')).toMatchObject({
        state: 'recovered',
        recoveredAtMs: ago(100),
        listed: false,
      });
      expect(await stateOf(store, 'evt_never')).toBe('gone');
      expect(await store.syncDeliveries(poll([]))).toEqual({ changed: false });
    });

    it('never calls a delivery of a stream that posts elsewhere recovered', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await record(store, { id: 'evt_1' }, ago(100));
      await store.syncDeliveries(poll([], { pointsHere: false }));
      expect(await stateOf(store, 'evt_1')).toBe('gone');
    });

    it('takes no receipt of another event stream for proof', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await record(store, { id: 'evt_1', stream: 'est_b' }, ago(100));
      await store.syncDeliveries(poll([]));
      expect(await stateOf(store, 'evt_1')).toBe('gone');
    });

    it('ends nothing after a poll that did not reach the end of the list', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1'), listedDelivery('evt_2')]);
      expect(await store.syncDeliveries(poll([listedDelivery('evt_2')], { capped: true }))).toEqual({ changed: false });
      expect(await stateOf(store, 'evt_1')).toBe('failed');
      expect(await store.deliveryPolls()).toMatchObject([{ streamId: 'est_a', capped: true }]);
    });

    it('leaves other event streams alone', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await store.syncDeliveries(poll([], { streamId: 'est_b' }));
      expect(await stateOf(store, 'evt_1')).toBe('failed');
    });

    it('opens a delivery again that is listed once more', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await store.syncDeliveries(poll([]));
      await store.syncDeliveries(poll([listedDelivery('evt_1')]));
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'failed', listed: true });
    });

    it('remembers the last good poll and the failure after it', async () => {
      const store = await openForTest(makeStore);
      await store.noteFailedPoll('est_a', 5, 'forbidden');
      expect(await store.deliveryPolls()).toEqual([
        { streamId: 'est_a', checkedAtMs: null, failedAtMs: 5, failure: 'forbidden', capped: false },
      ]);
      await store.syncDeliveries(poll([], { checkedAtMs: 10 }));
      await store.noteFailedPoll('est_a', 20, 'timeout');
      expect(await store.deliveryPolls()).toMatchObject([{ checkedAtMs: 10, failedAtMs: 20, failure: 'timeout' }]);
      await store.syncDeliveries(poll([], { checkedAtMs: 30 }));
      expect(await store.deliveryPolls()).toMatchObject([{ checkedAtMs: 30, failedAtMs: null, failure: null }]);
    });
  });
}

function describeLongLists(makeStore: MakeStore): void {
  describe('polling a long list of failed deliveries', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => listedDelivery(`evt_${n}`));

    it('takes a poll without news in a small part of the time, and announces nothing', async () => {
      const store = await openForTest(makeStore);
      const timed = async () => {
        const from = performance.now();
        const { changed } = await store.syncDeliveries(poll(many(5_000)));
        return { changed, tookMs: performance.now() - from };
      };
      const heard = new Set<Topic>();
      store.subscribe((topic) => void heard.add(topic));
      // Notices leave in order: that of a receipt comes no earlier than those of the poll before it.
      const topicsOf = async <T>(act: () => Promise<T>) => {
        heard.clear();
        const value = await act();
        await record(store, {});
        await vi.waitFor(() => expect(heard).toContain('events'));
        return { ...value, isNews: heard.has('deliveries') };
      };
      const first = await topicsOf(timed);
      const second = await topicsOf(timed);
      // The best of a few: a machine that pauses must not decide.
      const again = [second.tookMs, (await timed()).tookMs, (await timed()).tookMs];
      expect(first).toMatchObject({ changed: true, isNews: true });
      expect(second).toMatchObject({ changed: false, isNews: false });
      expect(Math.min(...again)).toBeLessThan(first.tookMs / 2);
    });

    it('leaves the event loop free between its steps', async () => {
      const store = await openForTest(makeStore);
      let isDone = false;
      let turns = 0;
      const count = () => {
        turns += 1;
        if (!isDone) setImmediate(count);
      };
      setImmediate(count);
      await store.syncDeliveries(poll(many(2_000)));
      isDone = true;
      expect(turns).toBeGreaterThan(10);
    });

    it('respects what is asked for while it is being taken in', async () => {
      const store = await withDeliveries(makeStore, many(1_000));
      const taking = store.syncDeliveries(poll([]));
      expect(await askNow(store, 'evt_999')).toBe(true);
      await taking;
      expect(await stateOf(store, 'evt_999')).toBe('asked');
      expect(await store.countFailedDeliveries()).toMatchObject({ total: 1 });
    });
  });
}

function describeDeletedStreams(makeStore: MakeStore): void {
  describe('polling an event stream that was deleted', () => {
    const gone = (over: Parameters<typeof poll>[1] = {}) => poll([], { pointsHere: false, isDeleted: true, ...over });

    it('ends its deliveries and forgets that it was ever polled', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await store.syncDeliveries(poll([], { streamId: 'est_b' }));
      expect(await store.syncDeliveries(gone())).toEqual({ changed: true });
      expect(await stateOf(store, 'evt_1')).toBe('gone');
      expect(await store.deliveryPolls()).toMatchObject([{ streamId: 'est_b' }]);
    });

    it('keeps polling as long as a redelivery may be under way', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await askNow(store, 'evt_1');
      await store.syncDeliveries(gone());
      expect(await store.deliveryPolls()).toHaveLength(1);
      await store.syncDeliveries(gone({ startedAtMs: Date.now() + 15_000 }));
      expect(await store.deliveryPolls()).toEqual([]);
      expect(await stateOf(store, 'evt_1')).toBe('gone');
    });
  });
}

function describeLists(makeStore: MakeStore): void {
  describe('listing deliveries', () => {
    it('filters by stream, type, cause and state, groups by cause and counts the open ones', async () => {
      const store = await withDeliveries(makeStore, [
        listedDelivery('evt_1'),
        listedDelivery('evt_2', { eventType: 'user.updated' }),
        listedDelivery('evt_3', { attempts: fourAttempts(60, '401 - no') }),
        listedDelivery('evt_4'),
      ]);
      const elsewhere = listedDelivery('evt_5', { streamId: 'est_b', attempts: fourAttempts(5_000) });
      await store.syncDeliveries(poll([elsewhere], { streamId: 'est_b' }));
      await store.markGone('est_a', 'evt_4', Date.now());
      await askNow(store, 'evt_1');
      const ids = async (filter: Parameters<Store['listDeliveries']>[0]) =>
        (await store.listDeliveries(filter, { limit: 10 })).items.map(({ eventId }) => eventId).sort();
      expect(await ids({})).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_5']);
      expect(await ids({ streamIds: ['est_b'] })).toEqual(['evt_5']);
      expect(await ids({ types: ['user.updated'] })).toEqual(['evt_2']);
      expect(await ids({ causeKey: 'http-401' })).toEqual(['evt_3']);
      expect(await ids({ states: ['gone'] })).toEqual(['evt_4']);
      expect(await ids({ states: ['asked', 'failed'], causeKey: 'http-500' })).toEqual(['evt_1', 'evt_2', 'evt_5']);
      const causes = await store.deliveryCauses({});
      expect(causes).toMatchObject([
        { cause: { key: 'http-500', status: 500 }, count: 3, firstFailedAtMs: ago(5_007), lastAttemptAtMs: ago(600) },
        { cause: { key: 'http-401' }, count: 1, streamIds: ['est_a'] },
      ]);
      expect(causes[0]?.streamIds.toSorted()).toEqual(['est_a', 'est_b']);
      expect(await store.deliveryCauses({ streamIds: ['est_b'] })).toMatchObject([{ count: 1 }]);
      expect(await store.countFailedDeliveries()).toEqual({
        total: 4,
        byStream: { est_a: 3, est_b: 1 },
        oldestMs: ago(5_007),
      });
      expect((await store.counts(0)).failedDeliveries).toBe(4);
    });

    it('counts open deliveries by the time of their first failure', async () => {
      const store = await withDeliveries(makeStore, [
        listedDelivery('evt_1', { attempts: fourAttempts(900) }),
        listedDelivery('evt_2', { attempts: fourAttempts(901) }),
        listedDelivery('evt_3', { attempts: fourAttempts(60) }),
        listedDelivery('evt_4', { attempts: fourAttempts(60) }),
        listedDelivery('evt_5', { attempts: fourAttempts(5_000) }),
      ]);
      await store.markGone('est_a', 'evt_4', Date.now());
      const range = { fromMs: ago(1_000), toMs: ago(50), bucketMs: 300_000 };
      expect(await store.failureHistogram(range)).toEqual([2, 0, 0, 1]);
    });

    it('drops what ended more than an hour ago unless asked for it', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await store.markGone('est_a', 'evt_1', ago(3_700));
      expect((await store.listDeliveries({}, { limit: 10 })).items).toEqual([]);
      expect((await store.listDeliveries({ states: ['gone'] }, { limit: 10 })).items).toHaveLength(1);
    });

    it('pages without gap or repetition over all states', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => `evt_${String(n).padStart(2, '0')}`);
      const listed = ids.map((id, n) => listedDelivery(id, { attempts: fourAttempts(900 - n) }));
      const store = await withDeliveries(makeStore, listed);
      for (const id of ids.filter((_, n) => n % 3 === 0)) await askNow(store, id);
      for (const id of ids.filter((_, n) => n % 4 === 1)) await store.markGone('est_a', id, Date.now());
      const seen: string[] = [];
      let page = await store.listDeliveries({}, { limit: 7 });
      for (;;) {
        seen.push(...page.items.map(({ eventId }) => eventId));
        if (page.older === null) break;
        page = await store.listDeliveries({}, { limit: 7, before: page.older });
      }
      expect(seen).toEqual(ids.toReversed());
    });
  });
}

/** Auth0's failed deliveries: taking in its list, and listing them. */
export function describeDeliveries(makeStore: MakeStore): void {
  describePolls(makeStore);
  describeLongLists(makeStore);
  describeDeletedStreams(makeStore);
  describeLists(makeStore);
}
