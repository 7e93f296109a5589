import { beforeAll, describe, expect, test } from 'vitest';
import { DELETE as takeBack } from '@/app/api/streams/[id]/ledger/ignores/[seq]/route';
import { POST as ignore } from '@/app/api/streams/[id]/ledger/ignores/route';
import { GET as items } from '@/app/api/streams/[id]/ledger/items/route';
import { POST as read } from '@/app/api/streams/[id]/ledger/read/route';
import { GET as ledger } from '@/app/api/streams/[id]/ledger/route';
import { listedDelivery, poll } from '@/db/contract/delivery-samples';
import { record } from '@/db/contract/world';
import { minuteMs } from '@/lib/spans';
import { type Caller, calledRoutes } from './testing/called-routes';

const streamId = 'est_a';
const stream = {
  id: streamId,
  name: 'Users',
  status: 'enabled',
  subscriptions: [{ event_type: 'user.created' }],
  created_at: '2026-01-01T00:00:00.000Z',
  destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://gauge.test/webhook' } },
};

const { call, store, addressOf } = calledRoutes(
  ({ path }) => (path.endsWith('/event-streams') ? { body: { eventStreams: [stream] } } : undefined),
  { EVENT_FEED: 'ledger' },
);

const base = `/api/streams/${streamId}/ledger`;
const params = { id: streamId };
const startMs = Date.now() - 30 * minuteMs;
const at = (n: number) => startMs + n * 1_000;

/** The feed told 130 events: the first arrived, the next two failed, and of the others nothing is known. */
beforeAll(async () => {
  const ids = Array.from({ length: 130 }, (_, n) => `evt_${n}`);
  await record(store(), { id: 'evt_0', type: 'user.created', stream: streamId });
  await store().syncDeliveries(poll([1, 2].map((n) => listedDelivery(`evt_${n}`, { eventTimeMs: at(n) }))));
  const told = ids.map((id, n) => ({
    id,
    type: 'user.created',
    timeMs: at(n),
    subjectId: `auth0|${n}`,
    subjectLabel: null,
    body: '{}',
  }));
  const nowMs = Date.now();
  const step = { cursor: 'c', readThroughMs: nowMs, coveredFromMs: startMs, hole: null, atMs: nowMs };
  await store().saveFeedStep({ revision: 0, events: told, receipts: [], ...step });
});

const missing = `${base}/items?combination=never_delivered&from=${startMs}&to=${Date.now()}`;
const note = { combination: 'never_delivered', from: at(3), to: at(4), note: 'known since the move' };

const everyRoute = [
  ['GET …/ledger', 'viewer', (by: Caller) => call(ledger, base, { by, params })],
  ['GET …/ledger/items', 'viewer', (by: Caller) => call(items, missing, { by, params })],
  [
    'POST …/ledger/ignores',
    'operator',
    (by: Caller) => call(ignore, `${base}/ignores`, { by, params, method: 'POST', body: {} }),
  ],
  [
    'DELETE …/ledger/ignores/[seq]',
    'operator',
    (by: Caller) => call(takeBack, `${base}/ignores/99`, { by, params: { ...params, seq: '99' }, method: 'DELETE' }),
  ],
  ['POST …/ledger/read', 'operator', (by: Caller) => call(read, `${base}/read`, { by, params, method: 'POST' })],
] as const;

describe('every route of the ledger', () => {
  test.each(everyRoute)('%s is for %s and above', async (_route, role, ask) => {
    expect((await ask(null)).status).toBe(401);
    expect((await ask('guest')).status).toBe(403);
    const ofViewer = (await ask('viewer')).status;
    if (role === 'viewer') expect(ofViewer).toBe(200);
    else expect(ofViewer).toBe(403);
    for (const by of ['operator', 'admin'] as const) expect([401, 403]).not.toContain((await ask(by)).status);
  });

  test.each([
    ['ignores', ignore, 'POST', params],
    ['ignores/1', takeBack, 'DELETE', { ...params, seq: '1' }],
    ['read', read, 'POST', params],
  ] as const)('%s takes changes from our own pages only', async (path, handler, method, of) => {
    const asked = { by: 'operator' as const, method, params: of, body: method === 'POST' ? note : undefined };
    const foreign = { ...asked, headers: { origin: 'https://elsewhere.test' } };
    expect(await call(handler, `${base}/${path}`, foreign)).toMatchObject({ status: 403, body: { title: 'Refused' } });
  });
});

describe('the ledger', () => {
  test('counts by combination, and names the event stream that the tenant does not have', async () => {
    const { status, body } = await call(ledger, base, { params });
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'feed', arrivesHere: true });
    expect(body.counts).toEqual(
      expect.arrayContaining([
        { combination: 'normal', count: 1, ignored: 0 },
        { combination: 'failed_not_received', count: 2, ignored: 0 },
        { combination: 'never_delivered', count: 127, ignored: 0 },
      ]),
    );
    const unknown = await call(ledger, '/api/streams/est_gone/ledger', { params: { id: 'est_gone' } });
    expect(unknown).toMatchObject({ status: 404, body: { status: 404 } });
  });

  test('has ranges of a day, a week and two, and no other', async () => {
    const lengths = await Promise.all(
      ['24h', '7d', '14d'].map(async (range) => {
        const { body } = await call(ledger, `${base}?range=${range}`, { params });
        return (Number(body.toMs) - Number(body.fromMs)) / (24 * 60 * minuteMs);
      }),
    );
    expect(lengths.map(Math.floor)).toEqual([1, 7, 14]);
    const bad = await call(ledger, `${base}?range=1y`, { params });
    expect(bad).toMatchObject({ status: 400, body: { title: 'Bad value', field: 'range' } });
  });
});

describe('the events of a combination', () => {
  test('come fifty at a time, in order, each once', async () => {
    const seen: string[] = [];
    const pages: number[] = [];
    for (let cursor: number | null = 0; cursor !== null;) {
      const { body }: Awaited<ReturnType<typeof call>> = await call(items, `${missing}&cursor=${cursor}`, { params });
      const page = body.items as { eventId: string; subjectId: string; isIgnored: boolean }[];
      pages.push(page.length);
      seen.push(...page.map(({ eventId }) => eventId));
      cursor = body.next as number | null;
    }
    expect(pages).toEqual([50, 50, 27]);
    expect(seen).toEqual(Array.from({ length: 127 }, (_, n) => `evt_${n + 3}`));
  });

  test('lie within the window: its start counts, its end does not', async () => {
    const path = `${base}/items?combination=failed_not_received&from=${at(1)}&to=${at(2)}`;
    const { body } = await call(items, path, { params });
    expect(body).toMatchObject({ items: [{ eventId: 'evt_1', combination: 'failed_not_received' }], next: null });
  });

  test.each([
    ['combination', `from=1&to=2`],
    ['combination', `combination=normal&from=1&to=2`],
    ['from', `combination=never_delivered&from=yesterday&to=2`],
    ['to', `combination=never_delivered&from=1`],
    ['cursor', `combination=never_delivered&from=1&to=2&cursor=-1`],
  ])('are refused with the name of the field: %s (%s)', async (field, query) => {
    const answer = await call(items, `${base}/items?${query}`, { params });
    expect(answer).toMatchObject({ status: 400, body: { title: 'Bad value', field } });
  });
});

describe('a note that ignores', () => {
  const post = (body: unknown) => call(ignore, `${base}/ignores`, { by: 'operator', params, method: 'POST', body });
  const remove = (seq: string, id = streamId) =>
    call(takeBack, `/api/streams/${id}/ledger/ignores/${seq}`, {
      by: 'operator',
      params: { id, seq },
      method: 'DELETE',
    });
  const ignored = async () => {
    const { body } = await call(ledger, base, { params });
    return (body.counts as { ignored: number }[]).reduce((sum, count) => sum + count.ignored, 0);
  };

  test('leaves its events out until it is taken back, each on record with who', async () => {
    const made = await post({ ...note, note: `  ${note.note} ` });
    const by = addressOf('operator');
    expect(made).toMatchObject({ status: 201, body: { streamId, fromMs: at(3), toMs: at(4), note: note.note, by } });
    expect(await ignored()).toBe(2);
    const seq = String(made.body.seq);
    // Of another event stream it is none.
    expect((await remove(seq, 'est_b')).status).toBe(404);
    expect(await remove(seq)).toEqual({ status: 200, body: { ok: true } });
    expect(await ignored()).toBe(0);
    expect((await remove(seq)).status).toBe(404);
    const { items: entries } = await store().listAudit({ limit: 2 });
    expect(entries.map(({ action, actor, target }) => [action, actor, target])).toEqual([
      ['ledger_unignored', by, streamId],
      ['ledger_ignored', by, streamId],
    ]);
  });

  test.each([
    ['combination', { ...note, combination: 'normal' }],
    ['combination', { ...note, combination: 'lost' }],
    ['from', { ...note, from: -1 }],
    ['from', { ...note, from: 'today' }],
    ['to', { ...note, to: note.from - 1 }],
    ['note', { ...note, note: '  ' }],
    ['note', { ...note, note: 'x'.repeat(501) }],
    ['', { ...note, more: true }],
  ])('is refused with the name of the field: %s (%.60j)', async (field, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { title: 'Bad value', field } });
    expect(await ignored()).toBe(0);
  });

  test('is refused where its body is no JSON, or too large', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post({ ...note, note: 'x'.repeat(70_000) })).status).toBe(413);
  });

  test.each(['0', '-1', '1.5', 'one', '9'.repeat(20)])('of number %s there is none', async (seq) => {
    expect(await remove(seq)).toMatchObject({ status: 404, body: { title: 'No such note' } });
  });
});

test('reading the feed now is a wish on record, which the reader hears of', async () => {
  const asked = await call(read, `${base}/read`, { by: 'operator', params, method: 'POST' });
  expect(asked).toEqual({ status: 200, body: { ok: true } });
  expect((await store().feedState()).wantedAtMs).not.toBeNull();
  const { items: entries } = await store().listAudit({ limit: 1 });
  expect(entries).toMatchObject([{ action: 'feed_read_requested', actor: addressOf('operator') }]);
});
