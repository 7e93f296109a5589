import { describe, expect, it } from 'vitest';
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

/** Asking for redelivery, and what may be called recovered. */
export function describeRedeliveries(makeStore: MakeStore): void {
  describe('asking for redelivery', () => {
    it('asks once, however often it is claimed, and writes the audit row', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const claims = await Promise.all([askNow(store, 'evt_1'), askNow(store, 'evt_1'), askNow(store, 'evt_none')]);
      expect(claims).toEqual([true, false, false]);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({
        state: 'asked',
        askedBy: 'ada@example.test',
        askedCount: 1,
      });
      const { items } = await store.listAudit({ limit: 10 });
      expect(items).toMatchObject([{ actor: 'ada@example.test', action: 'redelivery_asked', target: 'est_a/evt_1' }]);
    });

    it('goes back to where it was when Auth0 did not accept the request', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const before = await store.getDelivery('est_a', 'evt_1');
      await askNow(store, 'evt_1');
      const asked = await store.getDelivery('est_a', 'evt_1');
      const claim = { streamId: 'est_a', eventId: 'evt_1', askedAtMs: asked?.askedAtMs ?? 0 };
      // The claim of somebody else is not undone.
      await store.releaseRedelivery({ ...claim, askedAtMs: claim.askedAtMs - 1 });
      expect(await stateOf(store, 'evt_1')).toBe('asked');
      await store.releaseRedelivery(claim);
      expect(await store.getDelivery('est_a', 'evt_1')).toEqual(before);
      expect(await askNow(store, 'evt_1')).toBe(true);
    });

    it.each([false, true])('is recovered by a receipt and by nothing less (seen before: %s)', async (seenBefore) => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      if (seenBefore) await record(store, { id: 'evt_1' }, ago(900));
      await askNow(store, 'evt_1');
      await record(store, { id: 'evt_1', stream: 'est_b' });
      expect(await stateOf(store, 'evt_1')).toBe('asked');
      const receivedAtMs = Date.now() + 5;
      await record(store, { id: 'evt_1' }, receivedAtMs);
      const recovered = { state: 'recovered', recoveredAtMs: receivedAtMs };
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject(recovered);
      expect(await askNow(store, 'evt_1')).toBe(false);
      const askedAtMs = (await store.getDelivery('est_a', 'evt_1'))?.askedAtMs ?? 0;
      await store.releaseRedelivery({ streamId: 'est_a', eventId: 'evt_1', askedAtMs });
      await store.markGone('est_a', 'evt_1', Date.now());
      await store.syncDeliveries(poll([listedDelivery('evt_1')]));
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject(recovered);
    });

    it('is not recovered by a receipt stored before the request', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await record(store, { id: 'evt_1' }, Date.now() + 30_000);
      await askNow(store, 'evt_1');
      await record(store, { id: 'evt_other' });
      expect(await stateOf(store, 'evt_1')).toBe('asked');
    });

    it('is recovered by a receipt after the request although the clock stepped back 30 s', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await record(store, { id: 'evt_other' });
      await store.claimRedelivery('est_a', 'evt_1', { atMs: Date.now() + 30_000, by: 'ada@example.test' });
      await record(store, { id: 'evt_1' });
      expect(await stateOf(store, 'evt_1')).toBe('recovered');
    });

    it('shows retrying while Auth0 tries and failed again, with the newest error, when it gives up', async () => {
      const first = fourAttempts(600);
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1', { attempts: first })]);
      await askNow(store, 'evt_1');
      const asked = Date.now();
      const tries = [marker(asked), failedAt(asked + 1_000), failedAt(asked + 2_000)];
      await store.recordPoll(
        'est_a',
        'evt_1',
        listedDelivery('evt_1', { attempts: [...first, ...tries] }),
        asked + 2_500,
      );
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'retrying', askedCount: 1 });
      const more = [...tries, failedAt(asked + 4_000), failedAt(asked + 8_000, '503 - later')];
      await store.recordPoll(
        'est_a',
        'evt_1',
        listedDelivery('evt_1', { attempts: [...first, ...more] }),
        asked + 9_000,
      );
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({
        state: 'failed_again',
        failedAgainCount: 1,
        attemptCount: 8,
        errorMessage: '503 - later',
        cause: { key: 'http-503' },
      });
      await store.syncDeliveries(poll([listedDelivery('evt_1', { attempts: [...first, ...more] })]));
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'failed_again', failedAgainCount: 1 });
      await record(store, { id: 'evt_1' }, Date.now() + 5);
      expect(await stateOf(store, 'evt_1')).toBe('recovered');
    });

    it('ignores a poll at a delivery it does not know', async () => {
      const store = await openForTest(makeStore);
      await store.recordPoll('est_a', 'evt_1', listedDelivery('evt_1'), Date.now());
      expect((await store.listDeliveries({}, { limit: 10 })).items).toEqual([]);
    });

    it('is gone when Auth0 no longer lists it, and can be asked for again', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await askNow(store, 'evt_1');
      await store.markGone('est_a', 'evt_1', Date.now());
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'gone', listed: false });
      expect(await askNow(store, 'evt_1')).toBe(true);
      await record(store, { id: 'evt_1' }, Date.now() + 5);
      expect(await stateOf(store, 'evt_1')).toBe('recovered');
    });

    it('survives a poll that began before it was asked for', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      await askNow(store, 'evt_1');
      await store.syncDeliveries(poll([], { startedAtMs: ago(5) }));
      expect(await stateOf(store, 'evt_1')).toBe('asked');
    });

    it.each(['asked', 'retrying'])('may be off the list for 15 s while Auth0 tries again (%s)', async (state) => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const askedAtMs = Date.now();
      await store.claimRedelivery('est_a', 'evt_1', { atMs: askedAtMs, by: 'ada@example.test' });
      if (state === 'retrying') {
        const attempts = [...fourAttempts(600), marker(askedAtMs), failedAt(askedAtMs + 1_000)];
        await store.recordPoll('est_a', 'evt_1', listedDelivery('evt_1', { attempts }), askedAtMs + 1_500);
      }
      const early = poll([], { startedAtMs: askedAtMs + 14_999 });
      expect(await store.syncDeliveries(early)).toEqual({ changed: false });
      expect(await stateOf(store, 'evt_1')).toBe(state);
      await store.syncDeliveries(poll([], { startedAtMs: askedAtMs + 15_000 }));
      expect(await stateOf(store, 'evt_1')).toBe('gone');
    });

    it('is gone when a poll of it alone says so 15 s after the request, and not before', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const atMs = Date.now();
      await store.claimRedelivery('est_a', 'evt_1', { atMs, by: 'ada@example.test' });
      await store.recordPoll('est_a', 'evt_1', 'unlisted', atMs + 14_999);
      expect(await stateOf(store, 'evt_1')).toBe('asked');
      await store.recordPoll('est_a', 'evt_1', 'unlisted', atMs + 15_000);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'gone', listed: false });
    });

    it('keeps a request that is held back until it is due, and hands it to one caller', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1'), listedDelivery('evt_2')]);
      const claim = { streamId: 'est_a', eventId: 'evt_1', askedAtMs: Date.now() - 20 * 60_000 };
      await store.claimRedelivery('est_a', 'evt_1', { atMs: claim.askedAtMs, by: 'ada@example.test' });
      await store.postponeRedelivery({ ...claim, askedAtMs: 1 }, 5);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ sendAfterMs: null });
      const sendAfterMs = Date.now() + 60_000;
      await store.postponeRedelivery(claim, sendAfterMs);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'asked', sendAfterMs });
      expect(await store.takeRedeliveriesToSend(10)).toEqual([]);
      expect(await store.deliveriesToPoll(10)).toEqual([]);
      expect(await store.expireAsked(Date.now())).toBe(0);
      await store.postponeRedelivery(claim, Date.now() - 1);
      const taken = await Promise.all([store.takeRedeliveriesToSend(10), store.takeRedeliveriesToSend(10)]);
      expect(taken.flat().map(({ eventId }) => eventId)).toEqual(['evt_1']);
      await store.noteRedeliverySent(claim, Date.now() - 5_000);
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'asked', sendAfterMs: null });
      expect(await store.deliveriesToPoll(10)).toHaveLength(1);
    });

    it('holds nothing back once it is decided', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const claim = { streamId: 'est_a', eventId: 'evt_1', askedAtMs: Date.now() };
      await store.claimRedelivery('est_a', 'evt_1', { atMs: claim.askedAtMs, by: 'ada@example.test' });
      await store.postponeRedelivery(claim, Date.now() - 1);
      await record(store, { id: 'evt_1' });
      await store.postponeRedelivery(claim, Date.now() - 1);
      await store.noteRedeliverySent(claim, Date.now());
      expect(await store.getDelivery('est_a', 'evt_1')).toMatchObject({ state: 'recovered', sendAfterMs: null });
      expect(await store.takeRedeliveriesToSend(10)).toEqual([]);
    });

    it('is not due again at once after a poll that told nothing', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const atMs = Date.now() - 10_000;
      await store.claimRedelivery('est_a', 'evt_1', { atMs, by: 'ada@example.test' });
      expect(await store.deliveriesToPoll(10)).toHaveLength(1);
      await store.recordPoll('est_a', 'evt_1', 'unknown', Date.now());
      expect(await store.deliveriesToPoll(10)).toEqual([]);
      expect(await stateOf(store, 'evt_1')).toBe('asked');
    });

    it('has no answer after a silence, and can still be recovered', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1'), listedDelivery('evt_2')]);
      await askNow(store, 'evt_1');
      expect(await store.expireAsked(Date.now() - 60_000)).toBe(0);
      expect(await store.expireAsked(Date.now() + 1)).toBe(1);
      expect(await stateOf(store, 'evt_1')).toBe('no_answer');
      expect(await stateOf(store, 'evt_2')).toBe('failed');
      await record(store, { id: 'evt_1' }, Date.now() + 5);
      expect(await stateOf(store, 'evt_1')).toBe('recovered');
    });

    it('hands out the asked ones that are due, oldest request first', async () => {
      const store = await withDeliveries(
        makeStore,
        ['evt_1', 'evt_2', 'evt_3'].map((id) => listedDelivery(id)),
      );
      const by = 'ada@example.test';
      await store.claimRedelivery('est_a', 'evt_1', { atMs: Date.now() - 30_000, by });
      await store.claimRedelivery('est_a', 'evt_2', { atMs: Date.now() - 40_000, by });
      await store.claimRedelivery('est_a', 'evt_3', { atMs: Date.now() + 60_000, by });
      const due = async (limit: number) => (await store.deliveriesToPoll(limit)).map(({ eventId }) => eventId);
      expect(await due(10)).toEqual(['evt_2', 'evt_1']);
      expect(await due(1)).toEqual(['evt_2']);
      await store.recordPoll('est_a', 'evt_2', listedDelivery('evt_2'), Date.now());
      expect(await due(10)).toEqual(['evt_1']);
    });
  });
}
