import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Store, type Topic } from '@/lib/store';
import { askNow, listedDelivery, poll, stateOf } from './delivery-samples';
import { openForTest, record, type StoreHarness } from './world';

const rejection = {
  receivedAtMs: Date.now(),
  status: 401,
  code: 'no_credential',
  reason: 'x',
  path: null,
  remoteAddress: null,
  userAgent: null,
  bytes: 0,
  body: null,
} as const;

const isOwn = (ids: readonly string[], prefix: string) => ids.filter((id) => id.startsWith(prefix));

/** Two handles on the same data, closed when the running test ends. */
async function openTwo(harness: StoreHarness): Promise<[one: Store, two: Store]> {
  const one = await openForTest(harness.open);
  const two = await harness.openAgain(one);
  onTestFinished(() => two.close());
  return [one, two];
}

/** Both ways round: neither handle is more than the other. */
const eachWay = [
  ['first', 'second', (pair: [Store, Store]) => pair],
  ['second', 'first', ([one, two]: [Store, Store]): [Store, Store] => [two, one]],
] as const;

/** What two processes may rely on that have a store each on the same data. */
export function describeHandles(harness: StoreHarness): void {
  describe(`two handles on the data of the ${harness.name} store`, () => {
    it.each(eachWay)('the %s hears what the %s commits and announces', async (_, __, order) => {
      const [listener, actor] = order(await openTwo(harness));
      const heard = new Set<Topic>();
      listener.subscribe((topic) => void heard.add(topic));
      const hears = async (topics: readonly Topic[], act: () => Promise<unknown>) => {
        heard.clear();
        await act();
        await vi.waitFor(() => expect([...heard]).toEqual(expect.arrayContaining([...topics])), { timeout: 10_000 });
      };
      await hears(['events', 'users'], () => record(actor, { id: 'evt_1', type: 'user.created' }));
      await hears(['rejections'], () => actor.recordRejection(rejection));
      await hears(['deliveries'], () => actor.syncDeliveries(poll([listedDelivery('evt_2')])));
      await hears(['deliveries'], () => askNow(actor, 'evt_2'));
      await hears(['deliveries', 'events'], () => record(actor, { id: 'evt_2', type: 'user.created' }));
      const job = {
        kind: 'redeliver',
        input: {},
        key: null,
        cursor: {},
        createdBy: 'ada',
        createdAtMs: Date.now(),
      } as const;
      await hears(['jobs'], () => actor.createJob(job));
      await hears(['streams'], () => {
        actor.announce(['streams']);
        return Promise.resolve();
      });
    });

    it.each(eachWay)('the %s finds readable what it hears of the %s', async (_, __, order) => {
      const [listener, actor] = order(await openTwo(harness));
      const found = new Promise((resolve) => {
        listener.subscribe(() => resolve(listener.getEvent('evt_1')));
      });
      await record(actor, { id: 'evt_1' });
      expect(await found).toMatchObject({ id: 'evt_1' });
    });

    it.each(eachWay)('what the %s wrote is in its own next read and in that of the %s', async (_, __, order) => {
      const [writer, reader] = order(await openTwo(harness));
      for (let n = 0; n < 50; n += 1) {
        await record(writer, { id: `evt_${n}` });
        const found = await Promise.all([writer.getEvent(`evt_${n}`), reader.getEvent(`evt_${n}`)]);
        expect(found).toMatchObject([{ id: `evt_${n}` }, { id: `evt_${n}` }]);
      }
      await writer.endSession('session', Date.now(), Date.now() + 60_000);
      expect(await writer.hasSessionEnded('session')).toBe(true);
      expect(await reader.hasSessionEnded('session')).toBe(true);
    });

    it.each(eachWay)('the number of the data moves on the %s with each commit of the %s', async (_, __, order) => {
      const [reader, writer] = order(await openTwo(harness));
      for (let n = 0; n < 20; n += 1) {
        const before = reader.dataNumber();
        await record(writer, { id: `evt_${n}` });
        expect(reader.dataNumber()).not.toBe(before);
      }
    });

    it('claim a delivery once and hold a lease once', async () => {
      const [one, two] = await openTwo(harness);
      const ids = Array.from({ length: 20 }, (_, n) => `evt_${n}`);
      await one.syncDeliveries(poll(ids.map((id) => listedDelivery(id))));
      for (const id of ids) {
        const claims = await Promise.all([askNow(one, id), askNow(two, id)]);
        expect(claims.toSorted()).toEqual([false, true]);
        const held = await Promise.all([one.holdLease(id, 'one', 60_000), two.holdLease(id, 'two', 60_000)]);
        expect(held.toSorted()).toEqual([false, true]);
      }
      expect((await two.listAudit({ limit: 100 })).items).toHaveLength(20);
      const [holder, other] = (await one.holdLease('evt_0', 'one', 60_000))
        ? (['one', 'two'] as const)
        : (['two', 'one'] as const);
      await two.releaseLease('evt_0', holder);
      expect(await one.holdLease('evt_0', other, 60_000)).toBe(true);
    });

    it('hand a held redelivery to one of both', async () => {
      const [one, two] = await openTwo(harness);
      const ids = Array.from({ length: 20 }, (_, n) => `evt_${n}`);
      await one.syncDeliveries(poll(ids.map((id) => listedDelivery(id))));
      for (const [n, eventId] of ids.entries()) {
        const askedAtMs = Date.now();
        const claim = { streamId: 'est_a', eventId, askedAtMs };
        await two.claimRedelivery('est_a', eventId, { atMs: askedAtMs, by: 'ada@example.test' });
        await one.postponeRedelivery(claim, askedAtMs - 1_000 + n);
      }
      const takers = [one, two, one, two, one, two];
      const taken = (await Promise.all(takers.map((store) => store.takeRedeliveriesToSend(7)))).flat();
      expect(taken.map(({ eventId }) => eventId).sort()).toEqual(ids.toSorted());
    });

    it('prove an arrival to each other', async () => {
      const [one, two] = await openTwo(harness);
      await one.syncDeliveries(poll([listedDelivery('evt_1')]));
      await two.claimRedelivery('est_a', 'evt_1', { atMs: Date.now(), by: 'ada@example.test' });
      await record(one, { id: 'evt_1' });
      expect(await stateOf(two, 'evt_1')).toBe('recovered');
    });

    it('page upward through every row although the commits of both overlap', async () => {
      const [one, two] = await openTwo(harness);
      await record(one, { id: 'evt_start' });
      let after = (await two.listEvents({}, { limit: 1 })).items[0]?.seq ?? 0;
      const writers = new Set([one, two]);
      const writing = [one, two].map(async (store, place) => {
        for (let n = 0; n < 200; n += 1) await record(store, { id: `evt_${place}_${n}` });
        writers.delete(store);
      });
      const seen: string[] = [];
      for (;;) {
        const isLast = writers.size === 0;
        const page = await two.listEvents({}, { limit: 10, after });
        seen.push(...page.items.toReversed().map(({ id }) => id));
        after = page.newer ?? page.items[0]?.seq ?? after;
        if (page.newer === null && isLast) break;
        if (page.newer === null) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(writing);
      expect(new Set(seen).size).toBe(400);
      expect(seen).toHaveLength(400);
      for (const place of [0, 1]) expect(isOwn(seen, `evt_${place}_`)).toHaveLength(200);
      expect((await one.counts(0)).events).toBe(401);
    });
  });
}

/** What one process may rely on when another one that has a store of its own ends. */
export function describeClosingOne(harness: StoreHarness): void {
  describe(`of two handles on the data of the ${harness.name} store`, () => {
    it.each(eachWay)('the %s works on when the %s is closed', async (_, __, order) => {
      const [left, closed] = order(await openTwo(harness));
      await record(left, { id: 'evt_1' });
      await record(closed, { id: 'evt_2' });
      await closed.close();
      await record(left, { id: 'evt_3' });
      expect((await left.listEvents({}, { limit: 10 })).items.map(({ id }) => id)).toEqual(['evt_3', 'evt_2', 'evt_1']);
      await left.checkWritable();
      expect((await left.storage()).trouble).toBeNull();
    });
  });
}
