import { describe, expect, it } from 'vitest';
import { type Store } from '@/lib/store';
import { ago, listedDelivery, marker, poll, fourAttempts, stateOf, withDeliveries } from './delivery-samples';
import { actor, claim, item, newJob, step } from './job-samples';
import { type MakeStore, openForTest, record, t0 } from './world';

const names = ['evt_1', 'evt_2', 'evt_3'];

/** Redeliveries that one request to Auth0 names by a filter. */
export function describeSlices(makeStore: MakeStore): void {
  async function withJob() {
    const store = await withDeliveries(
      makeStore,
      names.map((id) => listedDelivery(id)),
    );
    await store.createJob(newJob());
    const claimed = await claim(store);
    if (claimed === null) throw new Error('The job could not be claimed');
    await store.saveStep(claimed, step({ added: names.map((id) => item(`est_a/${id}`)) }));
    await claim(store);
    const ask = (eventIds: string[], { owner = 'one', atMs = Date.now() } = {}) =>
      store.claimRedeliveries(
        'est_a',
        eventIds.map((eventId) => ({ eventId, itemKey: `est_a/${eventId}` })),
        { atMs, by: actor, job: { id: claimed.id, owner } },
      );
    return { store, id: claimed.id, ask };
  }

  const resultsOf = async (store: Store, id: number) =>
    (await store.listJobItems(id, { limit: 5 })).map(({ result }) => result);
  const statesOf = (store: Store) => Promise.all(names.map((id) => stateOf(store, id)));

  describe('redeliveries that are requested together', () => {
    it('are claimed as each alone would be, with their items and audit entries', async () => {
      const { store, id, ask } = await withJob();
      const atMs = Date.now();
      expect(await ask(['evt_1', 'evt_2'], { atMs })).toBe(true);
      const job = { id, owner: 'one', itemKey: 'est_a/evt_3', isOneOfMany: true };
      await store.claimRedelivery('est_a', 'evt_3', { atMs, by: actor, job });
      const [together, , alone] = await Promise.all(names.map((name) => store.getDelivery('est_a', name)));
      expect({ ...together, seq: 0, eventId: '' }).toEqual({ ...alone, seq: 0, eventId: '' });
      const items = await store.listJobItems(id, { limit: 5 });
      expect(items.map(({ result, atMs: askedAtMs }) => [result, askedAtMs])).toEqual(
        names.map(() => ['asking', atMs]),
      );
      const { items: entries } = await store.listAudit({ limit: 5 });
      const asked = entries.filter(({ action }) => action === 'redelivery_asked');
      expect(asked.map(({ target }) => target).toSorted()).toEqual(names.map((name) => `est_a/${name}`));
      expect(new Set(asked.map(({ detail, actor: who }) => JSON.stringify([who, detail]))).size).toBe(1);
      // Both are polled at the same time, and a receipt proves either.
      await record(store, { id: 'evt_1' });
      expect(await stateOf(store, 'evt_1')).toBe('recovered');
    });

    it('are all claimed or none', async () => {
      const { store, id, ask } = await withJob();
      await store.claimRedelivery('est_a', 'evt_2', { atMs: Date.now(), by: actor });
      expect(await ask(names)).toBe(false);
      expect(await ask(['evt_1', 'evt_unknown'])).toBe(false);
      expect(await statesOf(store)).toEqual(['failed', 'asked', 'failed']);
      expect(await resultsOf(store, id)).toEqual(['waiting', 'waiting', 'waiting']);
      expect(await ask(['evt_1', 'evt_3'])).toBe(true);
      expect(await ask(['evt_1', 'evt_3'])).toBe(false);
    });

    it('are not claimed for another owner, nor for a job that was paused', async () => {
      const { store, id, ask } = await withJob();
      expect(await ask(names, { owner: 'two' })).toBe(false);
      await store.changeJob(id, 'pause', { actor, atMs: Date.now() });
      expect(await ask(names)).toBe(false);
      expect(await statesOf(store)).toEqual(['failed', 'failed', 'failed']);
    });

    it('are released as they were, except those whose claim has ended', async () => {
      const { store, ask } = await withJob();
      const before = await store.getDelivery('est_a', 'evt_1');
      const atMs = Date.now();
      await ask(names, { atMs });
      await record(store, { id: 'evt_3', userId: 'auth0|eve' });
      await store.releaseRedeliveries('est_a', names, atMs + 1);
      expect(await statesOf(store)).toEqual(['asked', 'asked', 'recovered']);
      await store.releaseRedeliveries('est_a', names, atMs);
      expect(await statesOf(store)).toEqual(['failed', 'failed', 'recovered']);
      expect(await store.getDelivery('est_a', 'evt_1')).toEqual(before);
    });
  });

  describe('what a filter would name', () => {
    it('is told by event time, of open deliveries of one event stream', async () => {
      const at = (seconds: number) => ({ eventTimeMs: ago(600) + seconds * 1_000 });
      const asked = [...fourAttempts(500), marker(ago(400))];
      const store = await withDeliveries(makeStore, [
        listedDelivery('evt_2', at(2)),
        listedDelivery('evt_1', { ...at(1), attempts: asked }),
        listedDelivery('evt_3', at(3)),
        listedDelivery('evt_over', at(1)),
        listedDelivery('evt_undated', { eventTimeMs: null, eventType: 'user.updated' }),
      ]);
      await store.claimRedelivery('est_a', 'evt_over', { atMs: Date.now(), by: actor });
      await record(store, { id: 'evt_over' });
      const askedAtMs = Date.now();
      await store.claimRedelivery('est_a', 'evt_2', { atMs: askedAtMs, by: actor });
      const other = { ...listedDelivery('evt_b', at(1)), streamId: 'est_b' };
      await store.syncDeliveries(poll([other], { streamId: 'est_b' }));
      const all = await store.openDeliveries('est_a', { fromMs: 0, limit: 10 });
      expect(all.undatedTypes).toEqual(['user.updated']);
      expect(all.deliveries).toEqual([
        { eventId: 'evt_1', eventType: 'user.created', ...at(1), state: 'failed', askedAtMs: null, markerCount: 1 },
        { eventId: 'evt_2', eventType: 'user.created', ...at(2), state: 'asked', askedAtMs, markerCount: 0 },
        { eventId: 'evt_3', eventType: 'user.created', ...at(3), state: 'failed', askedAtMs: null, markerCount: 0 },
      ]);
      const range = { fromMs: at(1).eventTimeMs, toMs: at(3).eventTimeMs, limit: 10 };
      const idsOf = async (query: typeof range) =>
        (await store.openDeliveries('est_a', query)).deliveries.map(({ eventId }) => eventId);
      expect(await idsOf(range)).toEqual(['evt_1', 'evt_2']);
      expect(await idsOf({ ...range, limit: 1 })).toEqual(['evt_1']);
    });

    it('is matched with the items of a job by key', async () => {
      const { store, id } = await withJob();
      const found = await store.namedJobItems(id, ['est_a/evt_2', 'est_a/evt_9']);
      expect(found).toMatchObject([{ key: 'est_a/evt_2', result: 'waiting' }]);
      expect(await store.namedJobItems(id + 1, ['est_a/evt_2'])).toEqual([]);
    });
  });

  describe('first arrivals', () => {
    it('are listed in their order, page by page, by event stream and event time', async () => {
      const store = await openForTest(makeStore);
      for (const [n, receivedAtMs] of [10, 20, 20, 30].entries()) {
        await record(store, { id: `evt_${n}`, at: n }, receivedAtMs);
      }
      await record(store, { id: 'evt_1' }, 40);
      await record(store, { id: 'evt_b', stream: 'est_b' }, 20);
      const query = { streamId: 'est_a', after: { receivedAtMs: 10, seq: 0 }, untilMs: 50, limit: 2 };
      const times = { timeFromMs: t0, timeToMs: t0 + 10_000 };
      const first = await store.listArrivals({ ...query, ...times });
      expect(first.map(({ id }) => id)).toEqual(['evt_0', 'evt_1']);
      expect(first[1]).toMatchObject({ type: 'user.updated', timeMs: t0 + 1_000, receivedAtMs: 20 });
      const rest = await store.listArrivals({ ...query, ...times, after: first[1] ?? query.after, limit: 9 });
      expect(rest.map(({ id }) => id)).toEqual(['evt_2', 'evt_3']);
      const some = { timeFromMs: t0 + 1_000, timeToMs: t0 + 3_000, untilMs: 20 };
      expect(await store.listArrivals({ ...query, ...some })).toEqual([]);
      expect((await store.listArrivals({ ...query, ...some, untilMs: 21 })).map(({ id }) => id)).toEqual([
        'evt_1',
        'evt_2',
      ]);
    });
  });
}
