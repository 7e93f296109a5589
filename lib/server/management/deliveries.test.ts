import { afterEach, expect, test } from 'vitest';
import { getListedDelivery, listFailedDeliveries, listSlice, requestRedelivery, requestSlice } from './deliveries';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../testing/tiny-tenant';

const row = (id: string) => ({
  id,
  event_stream_id: 'est_1',
  event_type: 'user.created',
  status: 'failed',
  attempts: [],
});
const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(`evt_${from + index}`));

let tenant: TinyTenant | null = null;
afterEach(async () => {
  await tenant?.close();
  tenant = null;
});

/** Lists with a tenant that answers page `from=<n>` (absent: 0) by `pages(n)`. */
async function listing(pages: (number: number) => unknown, query = {}) {
  tenant = await startTinyTenant(({ path, query: asked }) =>
    path.startsWith('/api') ? { body: pages(Number(asked.get('from') ?? '0')) } : undefined,
  );
  const result = await listFailedDeliveries(tenant.management, 'est_1', query);
  return { ...result, ids: result.deliveries.map(({ eventId }) => eventId), calls: tenant.to(/deliveries$/) };
}

test('a token on every page, the last included, ends with the empty page', async () => {
  const { ids, capped, calls } = await listing((n) => ({
    deliveries: n < 2 ? rows(n * 10, 4) : [],
    next: String(n + 1),
  }));
  expect(ids).toHaveLength(8);
  expect(capped).toBe(false);
  expect(calls).toHaveLength(3);
});

test('a short page before the last loses nothing', async () => {
  const { ids } = await listing((n) => {
    const pages = [rows(0, 100), rows(100, 1), rows(101, 50)];
    return { deliveries: pages[n], ...(n < 2 ? { next: String(n + 1) } : {}) };
  });
  expect(ids).toHaveLength(151);
});

test('a page that comes back again ends the list: no endless loop', async () => {
  const { ids, capped, calls } = await listing(() => ({ deliveries: rows(0, 7), next: crypto.randomUUID() }));
  expect(ids).toHaveLength(7);
  expect(capped).toBe(false);
  expect(calls).toHaveLength(2);
});

test('full pages that repeat may hide more: the look counts as capped', async () => {
  const { capped } = await listing(() => ({ deliveries: rows(0, 100), next: 'same' }));
  expect(capped).toBe(true);
});

test('a list without end is read up to the cap', async () => {
  const { ids, capped, calls } = await listing((n) => ({ deliveries: rows(n * 100, 100), next: String(n + 1) }));
  expect(ids).toHaveLength(5_000);
  expect(capped).toBe(true);
  expect(calls).toHaveLength(50);
});

test.each([
  [
    '{deliveries, nextPageToken}',
    (n: number) => (n === 0 ? { deliveries: rows(0, 2), nextPageToken: '1' } : { deliveries: [] }),
  ],
  ['a bare array', () => rows(0, 2)],
])('reads %s', async (_shape, pages) => {
  expect((await listing(pages)).ids).toEqual(['evt_0', 'evt_1']);
});

test('asks for pages of 100, and for dates without fractional seconds', async () => {
  const fromMs = Date.parse('2026-11-20T09:15:00.573Z');
  const { calls } = await listing(() => ({ deliveries: [] }), {
    fromMs,
    toMs: fromMs + 60_000,
    eventTypes: ['user.created', 'user.updated'],
  });
  expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
    take: '100',
    date_from: '2026-11-20T09:15:00Z',
    date_to: '2026-11-20T09:16:00Z',
    event_types: 'user.created,user.updated',
  });
});

test('a shape that is no list is an error, not an empty list', async () => {
  await expect(listing(() => ({ error: 'what?' }))).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a 429 on a page is waited out by background work', async () => {
  const answers: TenantAnswer[] = [{ status: 429, headers: { 'retry-after': '0.3' } }];
  tenant = await startTinyTenant(({ path }) =>
    path.startsWith('/api') ? (answers.shift() ?? { body: { deliveries: rows(0, 3) } }) : undefined,
  );
  const { deliveries } = await listFailedDeliveries(tenant.management, 'est_1');
  expect(deliveries).toHaveLength(3);
});

test('one delivery is read bare, and a 404 means no longer listed', async () => {
  tenant = await startTinyTenant(({ path }) => (path.endsWith('/evt_1') ? { body: row('evt_1') } : undefined));
  expect(await getListedDelivery(tenant.management, 'est_1', 'evt_1')).toMatchObject({ eventId: 'evt_1' });
  expect(await getListedDelivery(tenant.management, 'est_1', 'evt_2')).toBeNull();
});

test('a redelivery request is one POST, and 202 with an empty object is a success', async () => {
  tenant = await startTinyTenant(({ path }) => (path.startsWith('/api') ? { status: 202, body: {} } : undefined));
  await requestRedelivery(tenant.management, { streamId: 'est_1', eventId: 'evt_1' }, 'person');
  expect(tenant.to(/redeliver/)).toMatchObject([
    { method: 'POST', path: '/api/v2/event-streams/est_1/redeliver/evt_1' },
  ]);
});

const slice = {
  fromMs: Date.parse('2026-11-20T09:15:00.000Z'),
  toMs: Date.parse('2026-11-20T09:16:00.000Z'),
  types: ['user.created', 'user.future'],
};

test('a redelivery by filter is one POST in whole seconds, and the list is asked by the very same filter', async () => {
  tenant = await startTinyTenant(({ method, path }) => {
    if (method === 'POST' && path.startsWith('/api')) return { status: 202, body: {} };
    return path.startsWith('/api') ? { body: { deliveries: [] } } : undefined;
  });
  await requestSlice(tenant.management, { streamId: 'est_1', slice }, 'background');
  await listSlice(tenant.management, 'est_1', slice);
  const [asked] = tenant.to(/redeliver$/);
  const body: unknown = JSON.parse(asked?.body ?? '');
  expect(asked).toMatchObject({ method: 'POST', path: '/api/v2/event-streams/est_1/redeliver' });
  expect(body).toEqual({
    date_from: '2026-11-20T09:15:00Z',
    date_to: '2026-11-20T09:16:00Z',
    statuses: ['failed'],
    event_types: ['user.created', 'user.future'],
  });
  const [look] = tenant.to(/deliveries$/);
  expect(Object.fromEntries(look?.query ?? [])).toMatchObject({
    date_from: '2026-11-20T09:15:00Z',
    date_to: '2026-11-20T09:16:00Z',
    statuses: 'failed',
    event_types: 'user.created,user.future',
  });
});

test.each([
  ['a full first page without a token, which may have been cut', { deliveries: rows(0, 100) }, null],
  ['a list that repeats full pages', { deliveries: rows(0, 100), next: 'same' }, null],
  ['a short page without a token', { deliveries: rows(0, 99) }, 99],
])('what a filter names is known from %s', async (_what, body, count) => {
  tenant = await startTinyTenant(({ path }) => (path.startsWith('/api') ? { body } : undefined));
  expect((await listSlice(tenant.management, 'est_1', slice))?.length ?? null).toBe(count);
});
