import { afterEach, expect, test, vi } from 'vitest';
import { announce, liveBus } from '../live';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../management/tiny-tenant';
import { DeliveryPoller } from './delivery-poller';
import { MemoryDeliveries } from './memory-deliveries';

const webhookUrl = 'https://gauge.example.com/webhook';
const stream = (id: string, endpoint = webhookUrl) => ({
  id,
  destination: { type: 'webhook', configuration: { webhook_endpoint: endpoint } },
});
const row = (id: string) => ({ id, event_type: 'user.created', status: 'failed', attempts: [] });

let tenant: TinyTenant;
let poller: DeliveryPoller;
let unsubscribe: () => void;
const announced: string[] = [];

afterEach(async () => {
  unsubscribe();
  await tenant.close();
  await poller.stop();
});

// The machine may be busy.
const patience = { timeout: 10_000 };

/** A poller over a tenant with the streams est_a (ours) and est_b (elsewhere); `deliveries` answers their lists. */
async function world(deliveries: (streamId: string) => TenantAnswer) {
  const store = new MemoryDeliveries();
  tenant = await startTinyTenant(({ path }) => {
    if (path.endsWith('/event-streams'))
      return { body: { eventStreams: [stream('est_a'), stream('est_b', 'https://x.io/')] } };
    const streamId = /event-streams\/(\w+)\/deliveries$/.exec(path)?.[1];
    return streamId === undefined ? undefined : deliveries(streamId);
  });
  poller = new DeliveryPoller({ store, management: tenant.management, webhookUrl, watchedEveryMs: 300 });
  unsubscribe = liveBus().subscribe(
    (notices) => announced.push(...notices.map(({ topic }) => topic)),
    () => undefined,
  );
  // What the test before left behind leaves first.
  await announcedSince();
  return store;
}

test('looks at every event stream, and knows which of them posts here', async () => {
  const store = await world((id) => ({ body: { deliveries: id === 'est_a' ? [row('evt_1')] : [], next: 'n' } }));
  await poller.refresh();
  expect(store.looks.map(({ streamId, pointsHere, listed }) => [streamId, pointsHere, listed.length])).toEqual([
    ['est_a', true, 1],
    ['est_b', false, 0],
  ]);
});

test('an event stream whose look fails keeps its rows and its last check, the others go on', async () => {
  let broken = false;
  const store = await world((id) =>
    broken && id === 'est_a' ? { status: 500 } : { body: { deliveries: [row(`evt_${id}`)] } },
  );
  await poller.refresh();
  const checkedAtMs = store.polls.get('est_a')?.checkedAtMs;
  broken = true;
  await poller.refresh();
  expect(store.stateOf('est_a', 'evt_est_a')).toBe('failed');
  expect(store.polls.get('est_a')?.checkedAtMs).toBe(checkedAtMs);
  expect(store.polls.get('est_a')?.failure).toContain('500');
  expect(store.looks.filter(({ streamId }) => streamId === 'est_b')).toHaveLength(2);
});

test('after a start without Auth0 it looks again soon, although nobody is looking', async () => {
  const store = new MemoryDeliveries();
  let isAway = true;
  tenant = await startTinyTenant(({ path }) => {
    if (path.endsWith('/event-streams'))
      return isAway ? { status: 503 } : { body: { eventStreams: [stream('est_a')] } };
    return path.endsWith('/deliveries') ? { body: [] } : undefined;
  });
  poller = new DeliveryPoller({ store, management: tenant.management, webhookUrl, watchedEveryMs: 100 });
  unsubscribe = () => undefined;
  poller.start();
  await vi.waitFor(() => expect(tenant.to(/event-streams$/)).not.toHaveLength(0), patience);
  isAway = false;
  // A look at Auth0 rests for five seconds after a failed one.
  await vi.waitFor(() => expect(store.polls.get('est_a')?.checkedAtMs).toEqual(expect.any(Number)), {
    timeout: 30_000,
  });
});

test('callers at the same time share one look', async () => {
  const store = await world(() => ({ body: [] }));
  await Promise.all([poller.refresh(), poller.refresh(), poller.refresh()]);
  expect(store.looks).toHaveLength(2);
});

/** What was announced since the last call. Notices leave together, so one of our own comes after all before it. */
async function announcedSince(): Promise<string[]> {
  announce('rejections');
  await vi.waitFor(() => expect(announced).toContain('rejections'), patience);
  return announced.splice(0).filter((topic) => topic !== 'rejections');
}

test('a notice goes out when something changed, and only then', async () => {
  let rows = [row('evt_1')];
  await world((id) => ({ body: id === 'est_a' ? rows : [] }));
  await poller.refresh();
  expect(await announcedSince()).toEqual(['deliveries']);
  await poller.refresh();
  expect(await announcedSince()).toEqual([]);
  rows = [...rows, row('evt_2')];
  await poller.refresh();
  expect(await announcedSince()).toEqual(['deliveries']);
});

test('the first look is news even when nothing has failed', async () => {
  await world(() => ({ body: [] }));
  await poller.refresh();
  expect(await announcedSince()).toEqual(['deliveries']);
  await poller.refresh();
  expect(await announcedSince()).toEqual([]);
});

test('an event stream deleted at Auth0 has no failed deliveries left', async () => {
  const store = await world(() => ({ body: [] }));
  await store.noteFailedLook('est_deleted', 1, 'x');
  await poller.refresh();
  const ending = { listed: [], capped: false, pointsHere: false, isDeleted: true };
  expect(store.looks.at(-1)).toMatchObject({ streamId: 'est_deleted', ...ending });
});

test('starts by itself, goes on after failures without an unhandled rejection, and stops', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const store = await world(() => ({ body: '<html>' }));
  poller.start();
  await vi.waitFor(() => expect(store.polls.get('est_b')?.failure).toBeTruthy(), patience);
  vi.spyOn(store, 'deliveryPolls').mockRejectedValue(new Error('database is gone'));
  await expect(poller.refresh()).resolves.toBeUndefined();
  await poller.stop();
  const calls = tenant.seen.length;
  await poller.refresh();
  expect(tenant.seen).toHaveLength(calls);
  expect(unhandled).not.toHaveBeenCalled();
  process.off('unhandledRejection', unhandled);
});

test('a viewer brings the next look forward', async () => {
  const store = await world(() => ({ body: [] }));
  poller.start();
  await vi.waitFor(() => expect(store.looks).toHaveLength(2), patience);
  poller.noteViewer();
  await vi.waitFor(() => expect(store.looks).toHaveLength(4), patience);
});
