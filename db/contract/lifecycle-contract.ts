import { describe, expect, it, vi } from 'vitest';
import { isStoreUnavailable, type Topic } from '@/lib/store';
import { type MakeStore, openForTest, record, recordMany } from './world';

/** Counts, notices, readiness and closing. */
export function describeLifecycle(makeStore: MakeStore): void {
  describe('counts', () => {
    it('are right at any instant within an hour', async () => {
      const store = await openForTest(makeStore);
      // An hour that is older than its last arrival: what is to come does not count yet.
      const hour = Math.floor((Date.now() - 1_000) / 3_600_000) * 3_600_000;
      const arrivals = [-7_200_000, -3_600_001, -3_600_000, -1, 0, 1, 500];
      await recordMany(store, arrivals.length, (n) => [{}, hour + (arrivals[n] ?? 0)]);
      for (const since of [-8_000_000, -3_600_001, -3_600_000, -3_599_999, -1, 0, 1, 2, 501]) {
        const expected = arrivals.filter((atMs) => atMs >= since).length;
        expect((await store.counts(hour + since)).receivedSince).toBe(expected);
      }
      expect((await store.counts(hour)).events).toBe(7);
    });
  });

  describe('notices', () => {
    it('come after the commit, only for what changed, until unsubscribed', async () => {
      const store = await openForTest(makeStore);
      const heard: Topic[] = [];
      const unsubscribe = store.subscribe((topic) => void heard.push(topic));
      const next = async (act: () => Promise<unknown>) => {
        heard.length = 0;
        await act();
        await vi.waitFor(() => expect(heard).not.toEqual([]));
        // A deed of several commits may be heard several times.
        return [...new Set(heard)].sort();
      };
      expect(await next(() => record(store, { id: 'evt_1', type: 'user.created' }))).toEqual(['events', 'users']);
      expect(await next(() => record(store, { id: 'evt_1', type: 'user.created' }))).toEqual(['events']);
      expect(await next(() => record(store, { type: 'group.created' }))).toEqual(['events']);
      const rejection = {
        receivedAtMs: 1,
        status: 401,
        reason: 'x',
        remoteAddress: null,
        userAgent: null,
        code: 'no_credential',
        path: null,
      } as const;
      expect(await next(() => store.recordRejection({ ...rejection, bytes: 0, body: null }))).toEqual(['rejections']);
      const attempts = [{ status: 'failed', atMs: 1, errorMessage: '500 - x', durationMs: 1 }];
      const facts = {
        eventType: 'user.created',
        subjectId: null,
        subjectLabel: null,
        eventTimeMs: null,
        payload: null,
      };
      const listed = [{ streamId: 'est_a', eventId: 'evt_1', status: 'failed', attempts, ...facts }];
      const poll = { streamId: 'est_a', pointsHere: true, startedAtMs: 2, checkedAtMs: 2, capped: false, listed };
      expect(await next(() => store.syncDeliveries(poll))).toEqual(['deliveries']);
      expect(await next(() => store.claimRedelivery('est_a', 'evt_1', { atMs: 3, by: 'ada' }))).toEqual(['deliveries']);
      expect(await next(() => record(store, { id: 'evt_1', type: 'user.created' }))).toEqual(['deliveries', 'events']);
      heard.length = 0;
      unsubscribe();
      let isHeard = false;
      store.subscribe(() => {
        isHeard = true;
      });
      await record(store, {});
      await vi.waitFor(() => expect(isHeard).toBe(true));
      expect(heard).toEqual([]);
    });

    it('come of what is no row when somebody announces it', async () => {
      const store = await openForTest(makeStore);
      const heard: Topic[] = [];
      store.subscribe((topic) => void heard.push(topic));
      store.announce(['streams']);
      await vi.waitFor(() => expect(heard).toEqual(['streams']));
    });

    it('come with a number of the data that moved, and it stands still while nothing is written', async () => {
      const store = await openForTest(makeStore);
      await record(store, {});
      const before = store.dataNumber();
      await store.listAudit({ limit: 1 });
      expect(store.dataNumber()).toBe(before);
      const entry = { atMs: 1, actor: 'ada', action: 'sign_in', target: null, detail: {} } as const;
      await store.recordAudit(entry);
      expect(store.dataNumber()).not.toBe(before);
    });

    it('find the commit readable', async () => {
      const store = await openForTest(makeStore);
      const found = new Promise((resolve) => {
        store.subscribe(() => resolve(store.getEvent('evt_1')));
      });
      await record(store, { id: 'evt_1' });
      expect(await found).toMatchObject({ id: 'evt_1' });
    });
  });

  describe('a store', () => {
    it('says that it is writable and how large it is', async () => {
      const store = await openForTest(makeStore);
      await Promise.all([store.checkWritable(), store.checkWritable()]);
      await store.checkWritable();
      const { bytes, walBytes, trouble } = await store.storage();
      expect(bytes).toBeGreaterThan(walBytes);
      expect(trouble).toBeNull();
    });

    it('goes by a clock that is about right', async () => {
      const store = await openForTest(makeStore);
      expect(Math.abs(store.nowMs() - Date.now())).toBeLessThan(60_000);
    });

    it('finishes what it accepted before it closes, then refuses everything', async () => {
      const store = await makeStore();
      const accepted = Promise.all(Array.from({ length: 500 }, (_, n) => record(store, { id: `evt_${n}` })));
      const closing = store.close();
      await expect(record(store, {})).rejects.toSatisfy(isStoreUnavailable);
      expect(await accepted).toHaveLength(500);
      await closing;
      await store.close();
      const attempts = [
        record(store, {}),
        store.listEvents({}, { limit: 1 }),
        store.getUser('auth0|ada'),
        store.checkWritable(),
        store.counts(0),
        store.storage(),
        store.recordAudit({ atMs: 1, actor: 'a', action: 'sign_in', target: null, detail: {} }),
        store.countFailedDeliveries(),
        store.holdLease('work', 'one', 1_000),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toSatisfy(isStoreUnavailable);
      const rejection = {
        receivedAtMs: 1,
        status: 401,
        reason: 'x',
        remoteAddress: null,
        userAgent: null,
        code: 'no_credential',
        path: null,
      } as const;
      await store.recordRejection({ ...rejection, bytes: 0, body: null });
      store.announce(['streams']);
    });
  });
}
