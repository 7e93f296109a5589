import { beforeAll, expect, test } from 'vitest';
import { POST as read } from '@/app/api/streams/[id]/ledger/read/route';
import { GET as ledger } from '@/app/api/streams/[id]/ledger/route';
import { record } from '@/db/contract/world';
import { calledRoutes } from './testing/called-routes';

const params = { id: 'est_a' };
const base = '/api/streams/est_a/ledger';
const stream = { id: 'est_a', name: 'Users', status: 'enabled', subscriptions: [], destination: { type: 'webhook' } };

const { call, store } = calledRoutes(({ path }) =>
  path.endsWith('/event-streams') ? { body: { eventStreams: [stream] } } : undefined,
);

beforeAll(() => record(store(), { id: 'evt_1', stream: 'est_a' }));

test('with the feed off the ledger compares counts by day, and says so', async () => {
  const { status, body } = await call(ledger, `${base}?range=7d`, { params });
  expect(status).toBe(200);
  expect(body).toMatchObject({ source: 'off', gaps: [], arrivesHere: true });
  const days = body.days as { delivered: number | null; received: number }[];
  expect(days.length).toBeGreaterThanOrEqual(7);
  // The tenant counts nothing for this event stream, which is not the same as none.
  expect(new Set(days.map(({ delivered }) => delivered))).toEqual(new Set([null]));
  expect(days.at(-1)?.received).toBe(1);
});

test('with the feed off a read is refused with what to set, and leaves no trace', async () => {
  const asked = await call(read, `${base}/read`, { by: 'operator', params, method: 'POST' });
  expect(asked).toMatchObject({ status: 409, body: { title: 'The event feed is off' } });
  expect(String(asked.body.detail)).toContain('EVENT_FEED=ledger');
  expect((await store().listAudit({ limit: 5 })).items).toEqual([]);
});
