import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openForTest, record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { startProcess } from '@/db/testing/start-process';
import { temporaryFiles } from '@/db/testing/temporary';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { type Store } from '@/lib/store';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { redeliver } from '@/lib/server/deliveries/redeliver';
import { type Runner } from '@/lib/server/jobs/runner';
import { RedeliveryWatcher } from '@/lib/server/jobs/standing/redelivery-watcher';
import { runWork } from '@/lib/server/testing/run-work';

const streamId = 'est_a';
const eventId = 'evt_1';
const listed: ListedDelivery = {
  streamId,
  eventId,
  eventType: 'user.created',
  status: 'failed',
  attempts: [{ status: 'failed', atMs: 1, errorMessage: '500 - {}', durationMs: 1 }],
  subjectId: null,
  subjectLabel: null,
  eventTimeMs: null,
  payload: null,
};

// The machine may be busy.
const patience = { timeout: 10_000 };

let tenant: TinyTenant;
let store: Store;

const newFile = temporaryFiles();
const delivery = () => store.getDelivery(streamId, eventId);
const stateOf = async () => (await delivery())?.state;
const actor = 'ada@example.test';

beforeEach(async () => {
  store = await openForTest(() => openStore(`file:${newFile()}`));
  const at = { startedAtMs: 1, checkedAtMs: 1, capped: false };
  await store.syncDeliveries({ streamId, pointsHere: true, ...at, listed: [listed] });
});

afterEach(async () => {
  await tenant.close();
});

/** A tenant that answers redelivery requests one after the other with `answers`, then 202. */
async function tenantAnswering(...answers: TenantAnswer[]) {
  const timeoutMs = answers.some(({ hang }) => hang) ? 1_000 : 10_000;
  tenant = await startTinyTenant(
    ({ path }) => (path.includes('/redeliver/') ? (answers.shift() ?? { status: 202, body: {} }) : undefined),
    { timeoutMs },
  );
  return () => redeliver({ store, management: tenant.management, actor, streamId, eventId });
}

const posts = () => tenant.to(/redeliver/).length;

describe('redeliver', () => {
  test('202 means asked, never more', async () => {
    const ask = await tenantAnswering();
    expect(await ask()).toEqual({ state: 'asked', waitingMs: null, alreadyAsked: false });
    expect(await delivery()).toMatchObject({ state: 'asked', askedBy: actor });
  });

  test('a double click is one request', async () => {
    const ask = await tenantAnswering();
    const both = await Promise.all([ask(), ask()]);
    expect(both.map(({ alreadyAsked }) => alreadyAsked).toSorted()).toEqual([false, true]);
    expect(posts()).toBe(1);
  });

  test('409 counts as asked', async () => {
    const ask = await tenantAnswering({ status: 409, body: {} });
    expect(await ask()).toMatchObject({ state: 'asked' });
  });

  test('404 means no longer listed by Auth0', async () => {
    const ask = await tenantAnswering({ status: 404, body: {} });
    expect(await ask()).toMatchObject({ state: 'gone' });
    expect(await stateOf()).toBe('gone');
  });

  test('403 names the scope and undoes the claim', async () => {
    const message = 'Insufficient scope, expected any of: update:event_deliveries';
    const ask = await tenantAnswering({ status: 403, body: { message } });
    await expect(ask()).rejects.toMatchObject({ kind: 'missing_scope', scopes: ['update:event_deliveries'] });
    expect(await stateOf()).toBe('failed');
  });

  test.each([['500', { status: 500, body: {} }]])('%s undoes the claim and says so', async (_name, answer) => {
    const ask = await tenantAnswering(answer);
    await expect(ask()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await stateOf()).toBe('failed');
  });

  test('a request that was never answered may have been taken: it is told, and stays asked so that nobody asks twice', async () => {
    const ask = await tenantAnswering({ hang: true });
    await expect(ask()).rejects.toMatchObject({ kind: 'unavailable', mayHaveArrived: true });
    expect(await stateOf()).toBe('asked');
    expect(await ask()).toMatchObject({ state: 'asked', alreadyAsked: true });
    expect(posts()).toBe(1);
  });

  test('429 stays asked and tells how long it waits', async () => {
    const ask = await tenantAnswering({ status: 429, headers: { 'retry-after': '2' } });
    const { state, waitingMs } = await ask();
    expect(state).toBe('asked');
    expect(waitingMs).toBeGreaterThanOrEqual(2_000);
    const again = await ask();
    expect(again).toMatchObject({ state: 'asked', alreadyAsked: true });
    expect(again.waitingMs).toBeGreaterThan(0);
    expect(posts()).toBe(1);
  });

  test('a delivery we do not know is not asked for', async () => {
    await tenantAnswering();
    const unknown = { store, management: tenant.management, actor: 'a', streamId, eventId: 'evt_unknown' };
    await expect(redeliver(unknown)).rejects.toMatchObject({ kind: 'not_found' });
    expect(posts()).toBe(0);
  });
});

describe('RedeliveryWatcher', () => {
  let runner: Runner | null = null;
  const pollLists = vi.fn(() => Promise.resolve());

  afterEach(async () => {
    await runner?.stop();
    runner = null;
    pollLists.mockClear();
  });

  function watch() {
    runner = runWork(store, new RedeliveryWatcher({ store, management: tenant.management, pollLists }));
  }

  /** A watcher started `seconds` after the delivery was asked for, as after a restart. */
  async function watching(seconds: number, answer: TenantAnswer) {
    tenant = await startTinyTenant(({ path }) => (path.includes('/deliveries/') ? answer : undefined));
    await store.claimRedelivery(streamId, eventId, { atMs: Date.now() - seconds * 1_000, by: actor });
    watch();
  }

  const answered = () => vi.waitFor(() => expect(tenant.to(/deliveries\/evt_1/).length).toBeGreaterThan(0), patience);

  test('a rate-limited request is sent when its time has come, once', async () => {
    const ask = await tenantAnswering({ status: 429, headers: { 'retry-after': '1' } });
    await ask();
    watch();
    await vi.waitFor(
      async () => expect(await delivery()).toMatchObject({ state: 'asked', sendAfterMs: null }),
      patience,
    );
    expect(posts()).toBe(2);
  });

  test('a rate-limited request of a process that was killed is sent after the restart', async () => {
    await store.close();
    const file = newFile();
    const killed = startProcess('hold-redelivery.ts', file, streamId, eventId);
    await killed.hasWritten(1);
    killed.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    store = await openForTest(() => openStore(`file:${file}`));
    expect(await delivery()).toMatchObject({ state: 'asked', sendAfterMs: expect.any(Number) as number });
    await tenantAnswering();
    watch();
    await vi.waitFor(
      async () => expect(await delivery()).toMatchObject({ state: 'asked', sendAfterMs: null }),
      patience,
    );
    expect(posts()).toBe(1);
  });

  test('a request that was decided while it waited is not sent', async () => {
    const ask = await tenantAnswering({ status: 429, headers: { 'retry-after': '1' } });
    await ask();
    await record(store, { id: eventId, stream: streamId });
    expect(await delivery()).toMatchObject({ state: 'recovered', sendAfterMs: null });
    const passes = vi.spyOn(store, 'takeRedeliveriesToSend');
    watch();
    await vi.waitFor(() => expect(passes.mock.calls.length).toBeGreaterThan(2), patience);
    expect(posts()).toBe(1);
  });

  test('a new failed attempt that Auth0 will not repeat: failed again', async () => {
    const attempts = [
      { status: 'failed', timestamp: '1970-01-01T00:00:00.001Z', error_message: '500 - {}' },
      { status: 'retrying', timestamp: new Date().toISOString() },
      { status: 'failed', timestamp: new Date().toISOString(), error_message: '401 - {"error":"Unauthorized"}' },
    ];
    await watching(3, { body: { id: eventId, event_stream_id: streamId, status: 'failed', attempts } });
    await vi.waitFor(async () => expect(await stateOf()).toBe('failed_again'), patience);
  });

  test('404 long after the request: gone', async () => {
    await watching(31, { status: 404, body: {} });
    await vi.waitFor(async () => expect(await stateOf()).toBe('gone'), patience);
  });

  test('404 soon after the request proves nothing yet', async () => {
    await watching(3, { status: 404, body: {} });
    await answered();
    expect(await stateOf()).toBe('asked');
  });

  test('nothing for a quarter of an hour: no answer', async () => {
    await watching(16 * 60, { hang: true });
    await vi.waitFor(async () => expect(await stateOf()).toBe('no_answer'), patience);
    expect(tenant.to(/deliveries/)).toHaveLength(0);
  });

  test('without read:event_deliveries whole lists are polled instead, and not more often', async () => {
    const message = 'Insufficient scope, expected any of: read:event_deliveries';
    await watching(3, { status: 403, body: { message } });
    await vi.waitFor(() => expect(pollLists).toHaveBeenCalledTimes(1), patience);
  });

  test('polls are spaced: the second does not follow the first at once', async () => {
    await watching(6, { body: { id: eventId, event_stream_id: streamId, status: 'failed', attempts: [] } });
    await answered();
    const passes = vi.spyOn(store, 'deliveriesToPoll');
    await vi.waitFor(() => expect(passes.mock.calls.length).toBeGreaterThan(1), patience);
    expect(tenant.to(/deliveries\/evt_1/)).toHaveLength(1);
  });
});
