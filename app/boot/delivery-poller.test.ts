import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openForTest, record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type Store, type Topic } from '@/lib/store';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { type Runner } from '@/lib/server/jobs/runner';
import { DeliveryPoller } from '@/lib/server/jobs/standing/delivery-poller';
import { runWork } from '@/lib/server/testing/run-work';

const webhookUrl = 'https://gauge.example.com/webhook';
let status = 'enabled';
const stream = (id: string, endpoint = webhookUrl) => ({
  id,
  status,
  destination: { type: 'webhook', configuration: { webhook_endpoint: endpoint } },
});
const row = (id: string) => ({ id, event_type: 'user.created', status: 'failed', attempts: [] });

const newFile = temporaryFiles();
const makeStore = () => openStore(`file:${newFile()}`);

let tenant: TinyTenant;
let poller: DeliveryPoller;
let runner: Runner | null = null;

afterEach(async () => {
  await tenant.close();
  await Promise.all([poller.stop(), runner?.stop()]);
  runner = null;
});

// The machine may be busy.
const patience = { timeout: 10_000 };

/** A poller over a tenant with the streams est_a (ours) and est_b (elsewhere); `deliveries` answers their lists. */
async function world(deliveries: (streamId: string) => TenantAnswer) {
  const store = await openForTest(makeStore);
  tenant = await startTinyTenant(({ path }) => {
    if (path.endsWith('/event-streams'))
      return { body: { eventStreams: [stream('est_a'), stream('est_b', 'https://x.io/')] } };
    const streamId = /event-streams\/(\w+)\/deliveries$/.exec(path)?.[1];
    return streamId === undefined ? undefined : deliveries(streamId);
  });
  poller = new DeliveryPoller({
    store,
    management: tenant.management,
    webhookUrl,
    watchedEveryMs: 300,
  });
  return store;
}

const stateOf = async (store: Store, streamId: string, eventId: string) =>
  (await store.getDelivery(streamId, eventId))?.state;

const pollOf = async (store: Store, streamId: string) =>
  (await store.deliveryPolls()).find((poll) => poll.streamId === streamId);

/** How often the list of an event stream was read. */
const readsOf = (streamId: string) => tenant.to(new RegExp(`${streamId}/deliveries$`)).length;

test('polls every event stream, and knows which of them posts here', async () => {
  const lists = new Map([
    ['est_a', [row('evt_1')]],
    ['est_b', [row('evt_2')]],
  ]);
  const store = await world((id) => ({ body: { deliveries: lists.get(id) ?? [], next: 'n' } }));
  await poller.refresh();
  expect(await stateOf(store, 'est_a', 'evt_1')).toBe('failed');
  expect(await stateOf(store, 'est_b', 'evt_2')).toBe('failed');
  await record(store, { id: 'evt_1', stream: 'est_a' });
  await record(store, { id: 'evt_2', stream: 'est_b' });
  lists.clear();
  await poller.refresh();
  expect(await stateOf(store, 'est_a', 'evt_1')).toBe('recovered');
  expect(await stateOf(store, 'est_b', 'evt_2')).toBe('gone');
});

test('what changes of an event stream between two polls is in its history, and nothing else', async () => {
  const store = await world(() => ({ body: { deliveries: [] } }));
  const history = async () => (await store.listStreamChanges('est_a', { limit: 10 })).items;
  onTestFinished(() => void (status = 'enabled'));
  await poller.refresh();
  await poller.refresh();
  expect(await history()).toMatchObject([{ kind: 'first_seen', status: 'enabled' }]);
  const seenAtMs = Date.now();
  status = 'disabled';
  tenant.management.streams.expire();
  await poller.refresh();
  const [newest] = await history();
  expect(newest).toMatchObject({ kind: 'status', status: 'disabled', before: 'enabled', by: null });
  expect(newest?.sinceMs).toBeLessThanOrEqual(seenAtMs);
  expect(await history()).toHaveLength(2);
});

test('an event stream whose poll fails keeps its rows and its last check, the others go on', async () => {
  let broken = false;
  const store = await world((id) =>
    broken && id === 'est_a' ? { status: 500 } : { body: { deliveries: [row(`evt_${id}`)] } },
  );
  await poller.refresh();
  const checkedAtMs = (await pollOf(store, 'est_a'))?.checkedAtMs;
  const others = (await pollOf(store, 'est_b'))?.checkedAtMs ?? 0;
  broken = true;
  await poller.refresh();
  expect(await stateOf(store, 'est_a', 'evt_est_a')).toBe('failed');
  const after = await pollOf(store, 'est_a');
  expect(after?.checkedAtMs).toBe(checkedAtMs);
  expect(after?.failure).toContain('500');
  expect((await pollOf(store, 'est_b'))?.checkedAtMs).toBeGreaterThan(others);
});

test('after a start without Auth0 it polls again soon, although nobody is watching', async () => {
  const store = await openForTest(makeStore);
  let isAway = true;
  tenant = await startTinyTenant(({ path }) => {
    if (path.endsWith('/event-streams'))
      return isAway ? { status: 503 } : { body: { eventStreams: [stream('est_a')] } };
    return path.endsWith('/deliveries') ? { body: [] } : undefined;
  });
  poller = new DeliveryPoller({
    store,
    management: tenant.management,
    webhookUrl,
    watchedEveryMs: 100,
  });
  runner = runWork(store, poller);
  await vi.waitFor(() => expect(tenant.to(/event-streams$/)).not.toHaveLength(0), patience);
  isAway = false;
  // The list of event streams rests for five seconds after a failed read.
  await vi.waitFor(async () => expect((await pollOf(store, 'est_a'))?.checkedAtMs).toBeGreaterThan(0), {
    timeout: 30_000,
  });
});

test('a person who checks again right after a failed poll has a new one, and the background waits', async () => {
  const store = await openForTest(makeStore);
  let answer: TenantAnswer = { status: 403, body: { message: 'Please upgrade your subscription' } };
  tenant = await startTinyTenant(({ path }) => {
    if (path.endsWith('/event-streams')) return answer;
    return path.endsWith('/deliveries') ? { body: [] } : undefined;
  });
  poller = new DeliveryPoller({ store, management: tenant.management, webhookUrl });
  await poller.poll();
  answer = { body: { eventStreams: [stream('est_a')] } };
  await poller.poll();
  expect(await pollOf(store, 'est_a')).toBeUndefined();
  await poller.refresh();
  expect((await pollOf(store, 'est_a'))?.checkedAtMs).toBeGreaterThan(0);
});

test('callers at the same time share one poll', async () => {
  await world(() => ({ body: [] }));
  await Promise.all([poller.refresh(), poller.refresh(), poller.refresh()]);
  expect([readsOf('est_a'), readsOf('est_b')]).toEqual([1, 1]);
});

/** The topics that `act` makes the store announce. Notices leave in order, so that of a receipt comes after all before it. */
async function announcedBy(store: Store, act: () => Promise<void>): Promise<Topic[]> {
  const heard: Topic[] = [];
  const unsubscribe = store.subscribe((topic) => void heard.push(topic));
  const catchUp = async () => {
    await record(store, { type: 'group.created' });
    await vi.waitFor(() => expect(heard).toContain('events'), patience);
  };
  await catchUp();
  heard.length = 0;
  await act();
  await catchUp();
  unsubscribe();
  return heard.filter((topic) => topic !== 'events');
}

test('a poll that changed nothing announces nothing', async () => {
  let rows = [row('evt_1')];
  let broken = false;
  const store = await world((id) => (broken ? { status: 500 } : { body: id === 'est_a' ? rows : [] }));
  const announced = () => announcedBy(store, () => poller.refresh());
  expect(await announced()).toContain('deliveries');
  expect(await announced()).toEqual([]);
  rows = [...rows, row('evt_2')];
  expect(await announced()).toContain('deliveries');
  broken = true;
  expect(await announced()).toContain('deliveries');
  expect(await announced()).toEqual([]);
});

test('the first poll is news even when nothing has failed', async () => {
  const store = await world(() => ({ body: [] }));
  expect(await announcedBy(store, () => poller.refresh())).toContain('deliveries');
  expect(await announcedBy(store, () => poller.refresh())).toEqual([]);
});

test('an event stream deleted at Auth0 has no failed deliveries left', async () => {
  const store = await world(() => ({ body: [] }));
  const attempts = [{ status: 'failed', atMs: 1, errorMessage: '500 - x', durationMs: 1 }];
  const facts = { eventType: 'user.created', subjectId: null, subjectLabel: null, eventTimeMs: null, payload: null };
  const listed = [{ streamId: 'est_deleted', eventId: 'evt_1', status: 'failed', attempts, ...facts }];
  const at = { startedAtMs: 1, checkedAtMs: 1, capped: false };
  await store.syncDeliveries({ streamId: 'est_deleted', pointsHere: true, ...at, listed });
  await poller.refresh();
  expect(await stateOf(store, 'est_deleted', 'evt_1')).toBe('gone');
  expect(await pollOf(store, 'est_deleted')).toBeUndefined();
});

test('starts by itself, goes on after failures without an unhandled rejection, and stops', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const store = await world(() => ({ body: '<html>' }));
  runner = runWork(store, poller);
  await vi.waitFor(async () => expect((await pollOf(store, 'est_b'))?.failure).toBeTruthy(), patience);
  await store.close();
  await expect(poller.refresh()).resolves.toBeUndefined();
  await poller.stop();
  const calls = tenant.seen.length;
  await poller.refresh();
  expect(tenant.seen).toHaveLength(calls);
  expect(unhandled).not.toHaveBeenCalled();
  process.off('unhandledRejection', unhandled);
});

test('a viewer brings the next poll forward', async () => {
  const store = await world(() => ({ body: [] }));
  runner = runWork(store, poller);
  await vi.waitFor(() => expect(readsOf('est_b')).toBe(1), patience);
  expect(poller.noteViewer()).toBe(true);
  runner.wake(poller);
  await vi.waitFor(() => expect(readsOf('est_b')).toBe(2), patience);
});
