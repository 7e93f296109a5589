import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ClaimedJob } from '@/lib/jobs/job-store';
import { type Store } from '@/lib/store';
import { actor, claim, item, newJob, step } from './job-samples';
import { ada, type MakeStore, openForTest } from './world';

/** A store with one job that `one` has claimed. */
async function claimedJob(makeStore: MakeStore, leaseMs?: number): Promise<[Store, ClaimedJob]> {
  const store = await openForTest(makeStore);
  await store.createJob(newJob());
  const claimed = await claim(store, 'one', leaseMs);
  if (claimed === null) throw new Error('The job could not be claimed');
  return [store, claimed];
}

const actions = async (store: Store) => (await store.listAudit({ limit: 20 })).items.map(({ action }) => action);

/** Long work, one step after the other. */
export function describeJobs(makeStore: MakeStore): void {
  describe('a job', () => {
    it('is made once for a key, with an audit row', async () => {
      const store = await openForTest(makeStore);
      const [first, second] = await Promise.all([
        store.createJob(newJob({ key: 'same' })),
        store.createJob(newJob({ key: 'same' })),
      ]);
      expect([first.isNew, second.isNew].sort()).toEqual([false, true]);
      expect(second.job.id).toBe(first.job.id);
      const other = await store.createJob(newJob({ key: 'other' }));
      expect(other.job.id).not.toBe(first.job.id);
      expect(await actions(store)).toEqual(['job_created', 'job_created']);
      expect(await store.getJob(first.job.id)).toMatchObject({ state: 'waiting', createdBy: actor, startedAtMs: null });
      expect(await store.getJob(99)).toBeNull();
    });

    it('is single about one thing while it has not ended, whoever starts it at the same moment', async () => {
      const store = await openForTest(makeStore);
      const single = newJob({ about: 'connector/3', isSingle: true });
      const made = await Promise.all([store.createJob(single), store.createJob(single)]);
      expect(made.map(({ isNew }) => isNew).toSorted()).toEqual([false, true]);
      const [{ job }] = made;
      expect(made[1].job.id).toBe(job.id);
      expect((await store.createJob({ ...single, about: 'connector/4' })).isNew).toBe(true);
      expect((await store.createJob({ ...single, kind: 'backfill_connector' })).isNew).toBe(true);
      await store.changeJob(job.id, 'pause', { actor, atMs: 2 });
      expect((await store.createJob({ ...single, key: 'other' })).job.id).toBe(job.id);
      await store.changeJob(job.id, 'cancel', { actor, atMs: 3 });
      expect((await store.createJob(single)).isNew).toBe(true);
    });

    it('is handed to one caller at a time, and to another when the lease has ended', async () => {
      const [held] = await claimedJob(makeStore);
      expect(await claim(held, 'two')).toBeNull();
      const [store, first] = await claimedJob(makeStore, 1);
      expect(first.job.state).toBe('running');
      await sleep(50);
      expect(await claim(store, 'two')).toMatchObject({ id: first.id, cursor: { at: 0 } });
      expect(await store.saveStep(first, step())).toBe(false);
      expect(await store.holdJob(first, 60_000)).toBe(false);
      expect(await store.saveStep({ id: first.id, owner: 'two' }, step())).toBe(true);
    });

    it('is handed to its owner again at once, who has lost its hands', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      expect(await claim(store, 'two')).toBeNull();
      expect(await claim(store, 'one')).toMatchObject({ id: claimed.id });
    });

    it('keeps a claim that is prolonged', async () => {
      const [store, claimed] = await claimedJob(makeStore, 30);
      expect(await store.holdJob(claimed, 60_000)).toBe(true);
      await sleep(50);
      expect(await claim(store, 'two')).toBeNull();
      expect(await store.saveStep(claimed, step())).toBe(true);
      expect(await claim(store, 'two')).not.toBeNull();
    });

    it('saves cursor, items, counts and log with the step, all or nothing', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const added = [item('a'), item('b'), item('c', { part: 'b' }), item('d', { result: 'skipped', reason: 'why' })];
      await store.saveStep(claimed, step({ added, log: [{ what: 'started', text: 'Begun' }] }));
      expect(await store.getJob(claimed.id)).toMatchObject({ counts: { total: 4, done: 0, skipped: 1, waiting: 3 } });
      const again = await claim(store, 'two');
      expect(again?.cursor).toEqual({ at: 1 });
      const changed = [{ key: 'a', result: 'recovered', reason: null }];
      const shut = { parts: ['b'], result: 'not_tried', reason: 'shut' };
      await store.saveStep({ id: claimed.id, owner: 'two' }, step({ added: [item('a')], changed, shut }));
      const counts = { total: 4, done: 1, recovered: 1, waiting: 1, notTried: 1, skipped: 1 };
      expect(await store.getJob(claimed.id)).toMatchObject({ counts });
      expect(await store.listJobItems(claimed.id, { limit: 10 })).toMatchObject([
        { seq: 1, key: 'a', result: 'recovered' },
        { seq: 2, key: 'b', result: 'waiting' },
        { seq: 3, key: 'c', result: 'not_tried', reason: 'shut' },
        { seq: 4, key: 'd', result: 'skipped', reason: 'why' },
      ]);
      expect(await store.jobLog(claimed.id, 10)).toMatchObject([{ what: 'started', text: 'Begun' }]);
    });

    it('lists its items by result, part and number', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const added = Array.from({ length: 10 }, (_, n) =>
        item(`k${n}`, { part: n % 2 === 0 ? 'even' : 'odd', result: n < 6 ? 'waiting' : 'asked' }),
      );
      await store.saveStep(claimed, step({ added }));
      const keys = async (query: Parameters<Store['listJobItems']>[1]) =>
        (await store.listJobItems(claimed.id, query)).map(({ key }) => key);
      expect(await keys({ results: ['waiting'], part: 'even', limit: 2 })).toEqual(['k0', 'k2']);
      expect(await keys({ results: ['asked', 'waiting'], after: 4, limit: 3 })).toEqual(['k4', 'k5', 'k6']);
      expect(await keys({ after: 8, limit: 5 })).toEqual(['k8', 'k9']);
      expect(await store.tallyJobItems(claimed.id)).toEqual(
        expect.arrayContaining([
          { part: 'even', result: 'waiting', count: 3 },
          { part: 'odd', result: 'asked', count: 2 },
        ]),
      );
    });

    it('is due when its step says so, and ends when it says so', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const laterMs = Date.now() + 60_000;
      await store.saveStep(claimed, step({ nextAtMs: laterMs }));
      expect(await claim(store)).toBeNull();
      expect(await store.nextJobAtMs(['redeliver'])).toBe(laterMs);
      await store.changeJob(claimed.id, 'pause', { actor, atMs: Date.now() });
      await store.changeJob(claimed.id, 'resume', { actor, atMs: Date.now() });
      const again = await claim(store);
      expect(again?.job.state).toBe('running');
      await store.saveStep(
        claimed,
        step({ added: [item('a')], become: { state: 'done', reason: null }, nextAtMs: null }),
      );
      expect(await store.getJob(claimed.id)).toMatchObject({ state: 'done', counts: { notTried: 1 } });
      expect((await store.getJob(claimed.id))?.endedAtMs).not.toBeNull();
      expect(await store.nextJobAtMs(['redeliver'])).toBeNull();
      expect(await store.activeJobs(5)).toEqual([]);
    });

    it('that a person paused or cancelled during a step keeps that state, and what the step did', async () => {
      for (const [act, state] of [
        ['pause', 'paused'],
        ['cancel', 'cancelled'],
      ] as const) {
        const [store, claimed] = await claimedJob(makeStore);
        await store.saveStep(claimed, step({ added: [item('a'), item('b')] }));
        await claim(store);
        expect(await store.changeJob(claimed.id, act, { actor, atMs: Date.now() })).toMatchObject({ isChanged: true });
        const changed = [{ key: 'a', result: 'asked', reason: null }];
        const become = { state: 'done', reason: null } as const;
        expect(await store.saveStep(claimed, step({ changed, become, nextAtMs: null }))).toBe(true);
        const other = state === 'cancelled' ? { notTried: 1 } : { waiting: 1 };
        expect(await store.getJob(claimed.id)).toMatchObject({ state, counts: { asked: 1, ...other } });
        // What is under way is still seen to its end.
        expect(await claim(store)).toMatchObject({ job: { state } });
      }
    });

    it('that was cancelled during a step leaves nothing waiting, which a retry would miss', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      await store.changeJob(claimed.id, 'cancel', { actor, atMs: Date.now() });
      await store.saveStep(claimed, step({ added: [item('a')] }));
      await claim(store);
      await store.saveStep(claimed, step({ changed: [{ key: 'a', result: 'waiting', reason: null }], nextAtMs: null }));
      expect(await store.getJob(claimed.id)).toMatchObject({ state: 'cancelled', counts: { waiting: 0, notTried: 1 } });
    });

    it('that failed is due once more, so that what is under way counts', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const become = { state: 'failed', reason: 'why' } as const;
      await store.saveStep(claimed, step({ added: [item('a', { result: 'asked' })], become }));
      expect(await store.getJob(claimed.id)).toMatchObject({ state: 'failed', reason: 'why', counts: { asked: 1 } });
      expect(await claim(store)).toMatchObject({ id: claimed.id, job: { state: 'failed' } });
    });

    it('in the hands of a process that died is due when its lease has ended, whatever a person does meanwhile', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const beforeMs = Date.now();
      await store.changeJob(claimed.id, 'pause', { actor, atMs: Date.now() });
      expect(await claim(store, 'two')).toBeNull();
      expect(await store.nextJobAtMs(['redeliver'])).toBeGreaterThan(beforeMs + 30_000);
    });

    it('is paused, resumed and cancelled where its state allows it, each with an audit row and a line', async () => {
      const store = await openForTest(makeStore);
      const { job } = await store.createJob(newJob());
      const act = (name: 'pause' | 'resume' | 'cancel') => store.changeJob(job.id, name, { actor, atMs: Date.now() });
      expect(await act('resume')).toMatchObject({ isChanged: false, job: { state: 'waiting' } });
      expect(await act('pause')).toMatchObject({ isChanged: true, job: { state: 'paused' } });
      expect(await act('pause')).toMatchObject({ isChanged: false });
      expect(await act('resume')).toMatchObject({ isChanged: true, job: { state: 'waiting' } });
      expect(await act('cancel')).toMatchObject({ isChanged: true, job: { state: 'cancelled' } });
      expect(await act('cancel')).toMatchObject({ isChanged: false });
      expect(await store.changeJob(99, 'pause', { actor, atMs: Date.now() })).toBeNull();
      expect(await actions(store)).toEqual(['job_cancelled', 'job_resumed', 'job_paused', 'job_created']);
      const lines = await store.jobLog(job.id, 10);
      expect(lines.map(({ what }) => what)).toEqual(['cancelled', 'resumed', 'paused']);
    });

    it('about one thing is found by it, newest first', async () => {
      const store = await openForTest(makeStore);
      for (const about of ['connector/1', 'connector/2', 'connector/1']) await store.createJob(newJob({ about }));
      await store.createJob(newJob());
      const ids = async (...query: Parameters<Store['jobsAbout']>) =>
        (await store.jobsAbout(...query)).map(({ id }) => id);
      expect(await ids('connector/1', ['redeliver'], 9)).toEqual([3, 1]);
      expect(await ids('connector/1', ['redeliver'], 1)).toEqual([3]);
      expect(await ids('connector/1', ['apply'], 9)).toEqual([]);
    });

    it('keeps what is told of an item, and what a person has done about it, once', async () => {
      const [store, claimed] = await claimedJob(makeStore);
      const facts = { userId: ada, fields: [{ target: 'a', ours: null, theirs: 'x' }] };
      await store.saveStep(claimed, step({ added: [{ ...item('a', { result: 'asked' }), facts }, item('b')] }));
      expect(await store.listJobItems(claimed.id, { limit: 9 })).toMatchObject([{ facts }, { facts: null }]);
      const settled = [
        { key: 'a', from: 'asked', result: 'recovered' },
        { key: 'b', from: 'asked', result: 'recovered' },
      ];
      expect(await store.settleJobItems(claimed.id, settled, 7)).toBe(1);
      expect(await store.settleJobItems(claimed.id, settled, 8)).toBe(0);
      expect(await store.getJob(claimed.id)).toMatchObject({ counts: { recovered: 1, asked: 0, waiting: 1 } });
      expect(await store.namedJobItems(claimed.id, ['a'])).toMatchObject([{ result: 'recovered', atMs: 7, facts }]);
    });

    it('is listed newest first, active ones oldest first', async () => {
      const store = await openForTest(makeStore);
      for (let n = 0; n < 5; n += 1) await store.createJob(newJob());
      const page = await store.listJobs({ limit: 2 });
      expect(page.items.map(({ id }) => id)).toEqual([5, 4]);
      const older = await store.listJobs({ limit: 9, before: page.older ?? 0 });
      expect(older.items.map(({ id }) => id)).toEqual([3, 2, 1]);
      expect((await store.activeJobs(2)).map(({ id }) => id)).toEqual([1, 2]);
    });
  });
}
