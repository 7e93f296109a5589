import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { listedDelivery, poll } from '@/db/contract/delivery-samples';
import { openForTest, record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { type Job } from '@/lib/jobs/job';
import { type RedeliveryInput } from '@/lib/jobs/redelivery';
import { actOnJob, createRedelivery } from '@/lib/server/jobs/job-deeds';
import { redeliverWork } from '@/lib/server/jobs/kinds/redeliver';
import { auth0Jobs } from '@/lib/server/jobs/auth0-jobs';
import { Runner } from '@/lib/server/jobs/runner';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { publishedLimits } from '@/lib/streams/failure-budget';
import { type Store } from '@/lib/store';

const actor = 'ada@example.test';
const streamId = 'est_a';

// The machine may be busy.
const patience = { timeout: 15_000, interval: 20 };

const newFile = temporaryFiles();
let tenant: TinyTenant | null = null;

afterEach(async () => {
  await tenant?.close();
  tenant = null;
});

const ids = (count: number) => Array.from({ length: count }, (_, n) => `evt_${n}`);

interface World {
  store: Store;
  /** Ids of the events that Auth0 was asked to redeliver, in order. */
  asked: string[];
  start: (input?: RedeliveryInput) => Promise<Job>;
  runner: Runner;
  /** Another runner, as after a restart. */
  resume: () => void;
  job: (id?: number) => Promise<Job | null>;
}

/** A tenant whose redeliveries end as `fate` says: an answer of its own, or an arrival, or another failure. */
async function world(
  listed: ListedDelivery[],
  fate: (eventId: string) => 'arrives' | 'fails' | 'silence' | TenantAnswer = () => 'arrives',
): Promise<World> {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  await store.syncDeliveries(poll(listed));
  const asked: string[] = [];
  tenant = await startTinyTenant(({ path }) => {
    const eventId = /\/redeliver\/(.+)$/.exec(path)?.[1];
    if (eventId === undefined) return undefined;
    asked.push(eventId);
    const outcome = fate(eventId);
    if (typeof outcome === 'object') return outcome;
    setTimeout(() => void come(store, listed, { eventId, outcome }), 5);
    return { status: 202, body: {} };
  });
  const { management } = tenant;
  const makeRunner = () =>
    new Runner({
      store,
      leads: () => true,
      work: [
        auth0Jobs({
          store,
          management,
          work: [redeliverWork],
          owner: 'this',
          webhookUrl: 'https://gauge.test/webhook',
          limits: publishedLimits,
        }),
      ],
    });
  const runner = makeRunner();
  onTestFinished(() => runner.stop());
  return {
    resume: () => {
      const another = makeRunner();
      onTestFinished(() => another.stop());
      another.start();
    },
    store,
    asked,
    runner,
    start: async (input = { filter: {} }) => {
      const { job } = await createRedelivery({ store, actor, input, key: null });
      runner.start();
      return job;
    },
    job: (id = 1) => store.getJob(id),
  };
}

async function come(
  store: Store,
  listed: ListedDelivery[],
  { eventId, outcome }: { eventId: string; outcome: 'arrives' | 'fails' | 'silence' },
): Promise<void> {
  if (outcome === 'arrives') await record(store, { id: eventId, stream: streamId });
  const known = listed.find((one) => one.eventId === eventId);
  if (outcome !== 'fails' || known === undefined) return;
  const atMs = Date.now();
  const again = [
    { status: 'retrying', atMs, errorMessage: null, durationMs: null },
    { status: 'failed', atMs, errorMessage: '401 - {"error":"Unauthorized"}', durationMs: 1 },
  ];
  await store.recordPoll(streamId, eventId, { ...known, attempts: [...known.attempts, ...again] }, atMs);
}

const fiveHundreds = (count: number) => ids(count).map((id) => listedDelivery(id));

const ended = async (of: World, id = 1) => {
  await vi.waitFor(async () => expect((await of.job(id))?.endedAtMs).not.toBeNull(), patience);
  return of.job(id);
};

describe('a bulk redelivery', () => {
  test('requests every matching event once and ends when all have arrived', async () => {
    const of = await world(fiveHundreds(30));
    await of.start();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 30, done: 30, recovered: 30, failed: 0 } });
    expect(of.asked.toSorted()).toEqual(ids(30).toSorted());
    const { items } = await of.store.listAudit({ limit: 100 });
    expect(items.filter(({ action }) => action === 'redelivery_asked')).toHaveLength(30);
  });

  test('tries one event of a cause first, and leaves the others when it fails again', async () => {
    const of = await world(fiveHundreds(12), () => 'fails');
    await of.start();
    expect(await ended(of)).toMatchObject({
      state: 'failed',
      reason: '1 failed again, 11 not tried.',
      counts: { total: 12, failedAgain: 1, notTried: 11 },
    });
    expect(of.asked).toHaveLength(1);
  });

  test('drops only the cause that is not fixed', async () => {
    const other = { attempts: [{ status: 'failed', atMs: 1_000, errorMessage: '401 - {}', durationMs: 1 }] };
    const listed = [...fiveHundreds(6), ...['evt_x', 'evt_y', 'evt_z'].map((id) => listedDelivery(id, other))];
    const of = await world(listed, (id) => (/_[xyz]$/.test(id) ? 'fails' : 'arrives'));
    await of.start();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { recovered: 6, failedAgain: 1, notTried: 2 } });
    expect(of.asked).toHaveLength(7);
  });

  test('is about what its filter names, as it was at the start', async () => {
    const listed = [...fiveHundreds(3), listedDelivery('evt_other', { eventType: 'user.updated' })];
    const of = await world(listed);
    await of.start({ filter: { type: ['user.created'] } });
    expect(await ended(of)).toMatchObject({ counts: { total: 3, recovered: 3 } });
    expect(of.asked).not.toContain('evt_other');
  });

  test('leaves out what is recovered or requested already, and says why', async () => {
    const of = await world(fiveHundreds(3));
    await of.store.claimRedelivery(streamId, 'evt_0', { atMs: Date.now(), by: actor });
    await record(of.store, { id: 'evt_0', stream: streamId });
    await of.store.claimRedelivery(streamId, 'evt_1', { atMs: Date.now(), by: actor });
    await of.start({ ids: ids(3).map((eventId) => ({ streamId, eventId })) });
    expect(await ended(of)).toMatchObject({ counts: { total: 3, skipped: 2, recovered: 1 } });
    const items = await of.store.listJobItems(1, { limit: 5 });
    expect(items.map(({ key, reason }) => [key, reason])).toEqual(
      expect.arrayContaining([
        ['est_a/evt_0', 'recovered already'],
        ['est_a/evt_1', 'redelivery requested, no answer yet'],
      ]),
    );
  });

  test('two jobs over the same events request each once', async () => {
    const of = await world(fiveHundreds(20));
    await createRedelivery({ store: of.store, actor, input: { filter: {} }, key: null });
    await of.start();
    await ended(of, 1);
    await ended(of, 2);
    expect(of.asked.toSorted()).toEqual(ids(20).toSorted());
  });

  test('requests nothing while it is paused, and goes on where it was', async () => {
    let mayArrive = false;
    const of = await world(fiveHundreds(8), () => (mayArrive ? 'arrives' : 'silence'));
    const { id } = await of.start();
    await vi.waitFor(() => expect(of.asked).toHaveLength(1), patience);
    await actOnJob({ store: of.store, actor, id, act: 'pause' });
    await record(of.store, { id: of.asked[0] ?? '', stream: streamId });
    // The event that was under way is still counted.
    await vi.waitFor(
      async () => expect(await of.job()).toMatchObject({ counts: { recovered: 1, waiting: 7 } }),
      patience,
    );
    expect(of.asked).toHaveLength(1);
    mayArrive = true;
    await actOnJob({ store: of.store, actor, id, act: 'resume' });
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { recovered: 8 } });
    expect(of.asked).toHaveLength(8);
  });

  test('a cancelled one leaves the untouched events as they are, and counts what comes', async () => {
    const of = await world(fiveHundreds(5), () => 'silence');
    const { id } = await of.start();
    await vi.waitFor(() => expect(of.asked).toHaveLength(1), patience);
    await vi.waitFor(async () => expect(await of.job()).toMatchObject({ counts: { asked: 1 } }), patience);
    await actOnJob({ store: of.store, actor, id, act: 'cancel' });
    expect(await of.job()).toMatchObject({ state: 'cancelled', counts: { notTried: 4, asked: 1 } });
    await record(of.store, { id: of.asked[0] ?? '', stream: streamId });
    await vi.waitFor(
      async () => expect(await of.job()).toMatchObject({ counts: { recovered: 1, notTried: 4 } }),
      patience,
    );
    const left = await of.store.markDeliveries({ states: ['failed'] }, { above: 0, upTo: 100, limit: 10 });
    expect(left).toHaveLength(4);
  });

  test('what failed again or was not tried is retried by a new job, once', async () => {
    let isFixed = false;
    const of = await world(fiveHundreds(4), () => (isFixed ? 'arrives' : 'fails'));
    const { id } = await of.start();
    await ended(of);
    isFixed = true;
    const retries = await Promise.all([1, 2].map(() => actOnJob({ store: of.store, actor, id, act: 'retry' })));
    expect(retries.map((retry) => retry?.job.id)).toEqual([2, 2]);
    expect(await ended(of, 2)).toMatchObject({ state: 'done', counts: { total: 4, recovered: 4 } });
  });

  test('a retry that was cancelled is no dead end', async () => {
    let isFixed = false;
    const of = await world(fiveHundreds(3), () => (isFixed ? 'arrives' : 'fails'));
    const { id } = await of.start();
    await ended(of);
    await of.runner.stop();
    const retry = () => actOnJob({ store: of.store, actor, id, act: 'retry' });
    const first = await retry();
    await actOnJob({ store: of.store, actor, id: first?.job.id ?? 0, act: 'cancel' });
    const second = await retry();
    expect(second?.job.id).not.toBe(first?.job.id);
    isFixed = true;
    of.resume();
    expect(await ended(of, second?.job.id)).toMatchObject({ state: 'done', counts: { total: 3, recovered: 3 } });
  });

  test('while it waits for the rate limit nothing is claimed, and a pause ends the wait', async () => {
    const of = await world(fiveHundreds(3));
    tenant?.management.budget.observe(429, new Headers({ 'retry-after': '60' }));
    const { id } = await of.start();
    await vi.waitFor(async () => expect((await of.job())?.note).toContain('Auth0 limits the rate'), patience);
    await actOnJob({ store: of.store, actor, id, act: 'pause' });
    const before = await of.store.markDeliveries({ states: ['failed'] }, { above: 0, upTo: 100, limit: 10 });
    expect(before).toHaveLength(3);
    await of.runner.stop();
    expect(of.asked).toEqual([]);
  });

  test('404 skips, 409 counts as requested', async () => {
    const of = await world(fiveHundreds(3), (id) => {
      if (id === 'evt_0') return { status: 404, body: {} };
      return id === 'evt_1' ? { status: 409, body: {} } : 'arrives';
    });
    await of.start();
    await vi.waitFor(async () => expect(await of.job()).toMatchObject({ counts: { skipped: 1, asked: 1 } }), patience);
    await record(of.store, { id: 'evt_1', stream: streamId });
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { skipped: 1, recovered: 2 } });
  });

  test('a missing scope pauses it and is named; nothing is lost', async () => {
    let isGranted = false;
    const message = 'Insufficient scope, expected any of: update:event_deliveries';
    const of = await world(fiveHundreds(3), () => (isGranted ? 'arrives' : { status: 403, body: { message } }));
    const { id } = await of.start();
    await vi.waitFor(async () => expect((await of.job())?.state).toBe('paused'), patience);
    expect((await of.job())?.reason).toContain('update:event_deliveries');
    expect(await of.job()).toMatchObject({ counts: { waiting: 3 } });
    isGranted = true;
    await actOnJob({ store: of.store, actor, id, act: 'resume' });
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { recovered: 3 } });
  });

  test('an error of Auth0 is tried again later, with the reason on the job', async () => {
    const answers: TenantAnswer[] = [
      { status: 500, body: {} },
      { status: 502, body: {} },
    ];
    const of = await world(fiveHundreds(3), () => answers.shift() ?? 'arrives');
    await of.start();
    await vi.waitFor(async () => expect((await of.job())?.note).toContain('Auth0 answered with 500'), patience);
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { recovered: 3 } });
    expect(of.asked).toHaveLength(5);
  });
});
