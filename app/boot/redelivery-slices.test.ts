import { describe, expect, test, vi } from 'vitest';
import { listedDelivery, poll } from '@/db/contract/delivery-samples';
import { record } from '@/db/contract/world';
import { actOnJob, createRedelivery } from '@/lib/server/jobs/job-deeds';
import { RedeliveryWatcher } from '@/lib/server/jobs/standing/redelivery-watcher';
import {
  actor,
  clock,
  ended,
  expectOnce,
  failures,
  patience,
  second,
  streamId,
  unauthorised,
  world,
} from './testing/filtered-redelivery';

describe('a bulk redelivery by filter', () => {
  test('requests one event by itself and the others in one request, each once, with an audit entry each', async () => {
    const of = await world(failures(80));
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({
      state: 'done',
      counts: { total: 80, recovered: 80, failed: 0, alsoRedelivered: 0 },
    });
    expect(of.tenant.singles).toHaveLength(1);
    expect(of.tenant.filters).toEqual([
      {
        date_from: '2026-08-14T10:00:01Z',
        date_to: '2026-08-14T10:01:20Z',
        statuses: ['failed'],
        event_types: ['user.created'],
      },
    ]);
    expectOnce(of, 80);
    const { items } = await of.store.listAudit({ limit: 100 });
    expect(items.filter(({ action }) => action === 'redelivery_asked')).toHaveLength(80);
  });

  test('never names what the job is not about', async () => {
    // A cause that is not fixed lies in the middle of the range.
    const others = [20, 21, 22].map((n) =>
      listedDelivery(`evt_other_${n}`, { eventTimeMs: second(n) + 500, attempts: [unauthorised(second(n))] }),
    );
    const of = await world([...failures(60), ...others]);
    await of.start({ filter: { cause: 'http-500' } });
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 60, recovered: 60 } });
    expect(of.tenant.filters.length).toBeGreaterThanOrEqual(2);
    expectOnce(of, 60);
    expect([...of.tenant.failed.keys()]).toEqual(others.map(({ eventId }) => eventId));
  });

  test('does not name what failed since the last poll, which Auth0 lists before the request', async () => {
    const of = await world(failures(60));
    const late = listedDelivery('evt_late', { eventTimeMs: second(30) + 1 });
    of.tenant.failed.set('evt_late', late);
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 60, recovered: 60, alsoRedelivered: 0 } });
    expectOnce(of, 60);
    expect([...of.tenant.failed.keys()]).toEqual(['evt_late']);
    expect(of.tenant.filters.length).toBeGreaterThanOrEqual(1);
  });

  test('counts apart what Auth0 redelivered besides: it had failed between the look and the request', async () => {
    const time = clock();
    const of = await world(failures(40));
    of.tenant.onLook = () => {
      for (const n of [3, 4, 5]) {
        const eventId = `evt_late_${n}`;
        if (!of.tenant.taken.has(eventId)) {
          of.tenant.failed.set(eventId, listedDelivery(eventId, { eventTimeMs: second(n) + 1 }));
        }
      }
    };
    // Two arrive; the third fails again, which the next poll tells.
    of.tenant.fate = (eventId) => (eventId === 'evt_late_5' ? 'silence' : 'arrives');
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({
      state: 'done',
      counts: { total: 40, done: 40, recovered: 40, alsoRedelivered: 2 },
    });
    await of.store.syncDeliveries(poll([...of.tenant.failed.values()]));
    // The job has ended, and goes on looking each minute.
    time.aheadMs = 61_000;
    of.run();
    await vi.waitFor(async () => expect((await of.job())?.counts.alsoRedelivered).toBe(3), patience);
    expect(await of.job()).toMatchObject({ state: 'done', counts: { total: 40, done: 40 } });
    const besides = await of.store.listJobItems(1, { results: ['besides'], limit: 5 });
    expect(besides.map(({ key, reason }) => [key, reason]).toSorted()).toEqual([
      ['est_a/evt_late_3', 'arrived'],
      ['est_a/evt_late_4', 'arrived'],
      ['est_a/evt_late_5', null],
    ]);
    // In the end nothing is due any more.
    time.aheadMs = 7 * 60_000;
    of.run();
    await vi.waitFor(async () => expect(await of.store.nextJobAtMs(['redeliver'])).toBeNull(), patience);
  });

  test('leaves all others when the event that was tried first fails again', async () => {
    const of = await world(failures(40), () => 'fails');
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'failed', counts: { failedAgain: 1, notTried: 39 } });
    expect(of.tenant.filters).toEqual([]);
    expectOnce(of, 1);
  });

  test('takes slices: never more than four hundred are without an outcome', async () => {
    const of = await world(failures(900));
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 900, recovered: 900 } });
    expectOnce(of, 900);
    expect(of.tenant.mostOpen).toBeLessThanOrEqual(400);
    expect(of.tenant.singles.length + of.tenant.filters.length).toBeLessThan(20);
  });

  test('goes one by one where a tenant is healed by itself, one event a second', async () => {
    const of = await world(failures(12));
    const { id } = await of.start({ filter: {}, isSlow: true });
    of.run();
    await vi.waitFor(() => expect(of.tenant.singles.length).toBeGreaterThanOrEqual(2), patience);
    await actOnJob({ store: of.store, actor, id, act: 'cancel' });
    expect(of.tenant.filters).toEqual([]);
  });

  test('two jobs over the same events request each once', async () => {
    const of = await world(failures(80));
    await of.start();
    await createRedelivery({ store: of.store, actor, input: { filter: {} }, key: null });
    of.run();
    await ended(of);
    await vi.waitFor(async () => expect((await of.store.getJob(2))?.endedAtMs).not.toBeNull(), patience);
    expectOnce(of, 80);
  });
});

test('what many requests came to is polled by a few lists, and only what is listed no more one by one', async () => {
  const time = clock();
  const of = await world(failures(150));
  const names = failures(150).map(({ eventId }) => eventId);
  for (const name of names) await of.store.claimRedelivery(streamId, name, { atMs: Date.now(), by: actor });
  for (const name of names) of.tenant.mark(name);
  // Two are listed no more; one of them has arrived.
  for (const name of ['evt_7', 'evt_8']) of.tenant.failed.delete(name);
  await record(of.store, { id: 'evt_7', stream: streamId });
  time.aheadMs = 31_000;
  const watcher = new RedeliveryWatcher({ ...of, pollLists: () => Promise.reject(new Error('Not needed')) });
  await watcher.turn(new AbortController().signal);
  expect(of.tenant.looks).toEqual({ list: 3, one: ['evt_8'] });
  const { tallies } = await of.store.tallyDeliveries({ states: ['asked', 'gone', 'recovered'] });
  expect(tallies.map(({ state, count }) => [state, count])).toEqual([
    ['asked', 148],
    ['gone', 1],
    ['recovered', 1],
  ]);
});
