import { expect, test } from 'vitest';
import { listedDelivery, poll } from '@/db/contract/delivery-samples';
import { openForTest } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type Alert } from '@/lib/alerts/alert';
import { streamMoments } from '@/lib/server/alerts/incident';
import { hourMs, minuteMs } from '@/lib/spans';
import { parseStream } from '@/lib/streams/stream';
import { type StreamSight } from '@/lib/streams/stream-history';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();
const openedAtMs = Date.now() - 5 * hourMs;
const closedAtMs = openedAtMs + hourMs;

const alert: Alert = {
  id: 1,
  key: 'budget est_a',
  rule: 'budget',
  topic: 'risk',
  tone: 'bad',
  state: 'closed',
  title: '',
  detail: '',
  act: { label: '', href: '' },
  level: 70,
  streamId: 'est_a',
  openedAtMs,
  changedAtMs: openedAtMs,
  closedAtMs,
  missingSinceMs: null,
  untilMs: null,
  untilLevel: null,
  by: null,
};

const streamsOf = (updatedAtMs: number) => {
  const listed = parseStream({
    id: 'est_a',
    name: 'Users',
    status: 'enabled',
    created_at: new Date(openedAtMs - 99 * hourMs).toISOString(),
    updated_at: new Date(updatedAtMs).toISOString(),
    destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://gauge.test/webhook' } },
  });
  return listed === null ? [] : [listed];
};

/** Switches an event stream back and forth at the times that are told (ms), and begins before all of them. */
async function switched(
  store: Store,
  id: string,
  timesMs: readonly number[],
  by: string | null = 'ada',
): Promise<void> {
  const settings: StreamSight['settings'] = { name: id, destination: '', authorization: '', subscriptions: '' };
  const look = { isComplete: false, sinceMs: null };
  const firstMs = Math.min(...timesMs) - hourMs;
  await store.noteStreams({ ...look, sights: [{ id, status: 'enabled', settings }], atMs: firstMs, by: null });
  for (const [index, atMs] of timesMs.entries()) {
    const status = index % 2 === 0 ? 'disabled' : 'enabled';
    await store.noteStreams({ ...look, sights: [{ id, status, settings }], atMs, by });
  }
}

const open = () => openForTest(() => openStore(`file:${newFile()}`));

test('an alert has the changes of its event stream from an hour before it opened until it closed, newest first', async () => {
  const store = await open();
  const within = [openedAtMs - 59 * minuteMs, openedAtMs, closedAtMs - 1];
  await switched(store, 'est_a', [openedAtMs - 61 * minuteMs, ...within, closedAtMs + 1]);
  await switched(store, 'est_b', within);
  const moments = await streamMoments(store, alert, []);
  expect(moments.map(({ atMs }) => atMs)).toEqual(within.toReversed());
  expect(moments).toMatchObject(
    within.map(() => ({ kind: 'change', streamId: 'est_a', name: 'est_a', change: { by: 'ada' } })),
  );
  const stillOpen = { ...alert, state: 'open' as const, closedAtMs: null };
  expect(await streamMoments(store, stillOpen, [])).toHaveLength(within.length + 1);
});

test('an edit that shows in no setting is told by Auth0’s time of it, once and only within the alert', async () => {
  const store = await open();
  await switched(store, 'est_a', [openedAtMs + 20 * minuteMs]);
  const at = (updatedAtMs: number) => streamMoments(store, alert, streamsOf(updatedAtMs));
  expect(await at(openedAtMs - minuteMs)).toMatchObject([{ kind: 'change' }, { kind: 'edit', name: 'Users' }]);
  expect(await at(openedAtMs + 20 * minuteMs + 300)).toMatchObject([{ kind: 'change' }]);
  expect(await at(openedAtMs - 2 * hourMs)).toMatchObject([{ kind: 'change' }]);
});

test('an alert about a cause has the changes of every event stream that deliveries failed through, once they have recovered too', async () => {
  const store = await open();
  for (const streamId of ['est_a', 'est_b', 'est_c']) await switched(store, streamId, [openedAtMs + minuteMs]);
  await store.syncDeliveries(poll([listedDelivery('evt_1')]));
  await store.syncDeliveries(poll([listedDelivery('evt_2', { streamId: 'est_b' })], { streamId: 'est_b' }));
  await store.syncDeliveries(poll([], { startedAtMs: Date.now() + 1, checkedAtMs: Date.now() + 1 }));
  const ofCause: Alert = { ...alert, key: 'failures http-500', rule: 'failures', streamId: null };
  const moments = await streamMoments(store, ofCause, []);
  expect(moments.map(({ streamId }) => streamId).toSorted()).toEqual(['est_a', 'est_b']);
  expect(await streamMoments(store, { ...ofCause, key: 'failures http-404' }, [])).toEqual([]);
  expect(await streamMoments(store, { ...ofCause, key: 'silence', rule: 'silence' }, [])).toEqual([]);
});
