import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { bodyOf, mirrorRow, openForTest, receiptOf, type Sample } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type Job } from '@/lib/jobs/job';
import { minuteMs } from '@/lib/spans';
import { createApply, actOnJob } from '@/lib/server/jobs/job-deeds';
import { previewApply } from '@/lib/server/jobs/apply-preview';
import { auth0Jobs } from '@/lib/server/jobs/auth0-jobs';
import { applyWork } from '@/lib/server/jobs/kinds/apply';
import { Runner } from '@/lib/server/jobs/runner';
import { startTinyTenant, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { publishedLimits } from '@/lib/streams/failure-budget';
import { type Store } from '@/lib/store';

const actor = 'ada@example.test';
const streamId = 'est_a';
const newFile = temporaryFiles();
const startMs = Date.now() - 30 * minuteMs;

let tenant: TinyTenant | null = null;

afterEach(async () => {
  await tenant?.close();
  tenant = null;
});

const stream = {
  id: streamId,
  name: 'Users',
  status: 'enabled',
  subscriptions: ['user.created', 'user.updated', 'user.deleted'].map((type) => ({ event_type: type })),
  created_at: '2026-01-01T00:00:00.000Z',
  destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://gauge.test/webhook' } },
};

/** A body whose time is `second` seconds after half an hour ago; the feed's copy names no event stream. */
const body = (sample: Sample, second: number, isCopy = false) =>
  bodyOf({
    ...sample,
    stream: isCopy ? null : streamId,
    envelope: { time: new Date(startMs + second * 1_000).toISOString() },
  });

/** A history of three users: created, changed, one of them deleted. */
const history = [0, 1, 2].flatMap((n): Sample[] => {
  const userId = `auth0|${n}`;
  const of = (id: string, type: string, object = {}) => ({ id: `evt_${n}_${id}`, userId, type, object });
  return [
    of('made', 'user.created', { email: `${n}@example.test`, name: 'First' }),
    of('named', 'user.updated', { name: 'Second' }),
    of('mailed', 'user.updated', { email: `new-${n}@example.test` }),
    ...(n === 2 ? [of('gone', 'user.deleted')] : []),
  ];
});

interface World {
  store: Store;
  start: () => Promise<Job>;
  runner: Runner;
  preview: () => ReturnType<typeof previewApply>;
  job: (id?: number) => Promise<Job | null>;
}

/** A store to which the feed told all of the history, and of which only `arrived` came by the webhook. */
async function world(arrived: (sample: Sample, index: number) => boolean): Promise<World> {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  tenant = await startTinyTenant(({ path }) => {
    return path.endsWith('/event-streams') ? { body: { eventStreams: [stream] } } : undefined;
  });
  const { management } = tenant;
  for (const [index, sample] of history.entries()) {
    if (arrived(sample, index)) await store.recordReceipt(receiptOf(body(sample, index)));
  }
  const events = history.map((sample, index) => ({
    id: sample.id ?? '',
    type: sample.type ?? '',
    timeMs: startMs + index * 1_000,
    subjectId: sample.userId ?? null,
    subjectLabel: null,
    body: body(sample, index, true),
  }));
  const nowMs = Date.now();
  const read = { cursor: 'c', readThroughMs: nowMs, coveredFromMs: startMs, hole: null, atMs: nowMs };
  await store.saveFeedStep({ revision: 0, events, receipts: [], ...read });
  const input = { stream: streamId, from: startMs - minuteMs, to: nowMs };
  const steps = auth0Jobs({
    store,
    management,
    work: [applyWork],
    owner: 'this',
    webhookUrl: 'https://gauge.test/webhook',
    limits: publishedLimits,
  });
  const runner = new Runner({ store, leads: () => true, work: [steps] });
  onTestFinished(() => runner.stop());
  return {
    store,
    runner,
    start: async () => (await createApply({ store, actor, input, key: null })).job,
    preview: () => previewApply({ store, management }, input),
    job: (id = 1) => store.getJob(id),
  };
}

const ended = async (of: World, id = 1) => {
  await vi.waitFor(async () => expect((await of.job(id))?.endedAtMs).not.toBeNull(), { timeout: 15_000, interval: 20 });
  return of.job(id);
};

/** What the mirror says of a user, whichever event and arrival said it last. */
const profiles = (store: Store) =>
  Promise.all(
    [0, 1, 2].map(async (n) => {
      const row = await mirrorRow(store, `auth0|${n}`);
      return row === null ? null : { ...row, createdAtMs: 0, version: 0 };
    }),
  );

describe('applying from the feed', () => {
  test('makes the mirror what it would be had everything arrived, whatever was missing', async () => {
    const whole = await world(() => true);
    const control = await profiles(whole.store);
    for (const missing of [0, 1, 2, 3]) {
      await tenant?.close();
      const of = await world((_, index) => index % 4 !== missing);
      const total = history.filter((_, index) => index % 4 === missing).length;
      expect(await of.preview()).toMatchObject({ total, users: total });
      await of.start();
      of.runner.start();
      expect(await ended(of)).toMatchObject({ state: 'done', counts: { total, applied: total, skipped: 0 } });
      expect(await profiles(of.store)).toEqual(control);
      await of.runner.stop();
    }
  });

  test('marks the receipts, is on record, and the second time has nothing to do', async () => {
    const of = await world((_, index) => index > 0);
    await of.start();
    of.runner.start();
    await ended(of);
    const event = await of.store.getEvent('evt_0_made');
    expect(event?.receipts.map(({ envelope }) => envelope)).toEqual(['feed']);
    const { items } = await of.store.listAudit({ limit: 5 });
    expect(items[0]).toMatchObject({ action: 'job_created', actor, detail: { kind: 'apply' } });
    expect(await of.preview()).toMatchObject({ total: 0 });
    const second = await of.start();
    expect(await ended(of, second.id)).toMatchObject({ state: 'done', counts: { total: 0, applied: 0 } });
    expect((await of.store.getEvent('evt_0_made'))?.receiptCount).toBe(1);
  });

  test('leaves alone what is ignored, and what arrives before its turn', async () => {
    const of = await world(() => false);
    const at = startMs + 1_000;
    await of.store.ignoreLedger({
      streamId,
      combination: 'never_delivered',
      fromMs: at,
      toMs: at,
      note: 'known',
      by: actor,
      atMs: Date.now(),
    });
    await of.start();
    const [first] = history;
    // The job lists what is missing, and this one comes before it is applied.
    const collecting = vi.spyOn(of.store, 'feedCopies');
    collecting.mockImplementationOnce(async (ids) => {
      if (first !== undefined) await of.store.recordReceipt(receiptOf(body(first, 0)));
      collecting.mockRestore();
      const copies = history.map((sample, index): [string, string] => [sample.id ?? '', body(sample, index, true)]);
      return Object.fromEntries(copies.filter(([id]) => ids.includes(id)));
    });
    of.runner.start();
    expect(await ended(of)).toMatchObject({ counts: { total: history.length - 1, skipped: 1 } });
    expect(await of.store.getEvent('evt_0_named')).toBeNull();
    expect((await of.store.getEvent('evt_0_made'))?.receipts.at(-1)?.envelope).toBe('cloudevent');
  });

  test('a cancelled one is taken up by another for what is still missing', async () => {
    const of = await world(() => false);
    const { id } = await of.start();
    await actOnJob({ store: of.store, actor, id, act: 'cancel' });
    of.runner.start();
    expect((await of.job())?.state).toBe('cancelled');
    const retry = await actOnJob({ store: of.store, actor, id, act: 'retry' });
    expect(await ended(of, retry?.job.id)).toMatchObject({ kind: 'apply', counts: { applied: history.length } });
  });
});
