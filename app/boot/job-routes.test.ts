import { beforeAll, describe, expect, test } from 'vitest';
import { listedDelivery, poll } from '@/db/contract/delivery-samples';
import { POST as act } from '../api/jobs/[id]/[act]/route';
import { GET as items } from '../api/jobs/[id]/items/route';
import { GET as oneJob } from '../api/jobs/[id]/route';
import { POST as preview } from '../api/jobs/preview/route';
import { GET as list, POST as create } from '../api/jobs/route';
import { calledRoutes } from './testing/called-routes';

const { call, store } = calledRoutes(({ path }) =>
  path.endsWith('/event-streams') ? { body: { eventStreams: [] } } : undefined,
);

const bulk = { kind: 'redeliver', input: { filter: {} } };

const start = (body: object, headers: Record<string, string> = {}) =>
  call(create, '/api/jobs', { by: 'operator', method: 'POST', body, headers });

beforeAll(async () => {
  await store().syncDeliveries(poll(Array.from({ length: 60 }, (_, n) => listedDelivery(`evt_${n}`))));
});

describe('the routes of jobs', () => {
  test('make one job for one key of a person, in the header or in the body, and another one for another', async () => {
    const first = await start(bulk, { 'idempotency-key': 'outage-41' });
    expect(first).toMatchObject({ status: 201, body: { kind: 'redeliver', state: 'waiting', input: bulk.input } });
    const { id } = first.body;
    expect((await start(bulk, { 'idempotency-key': 'outage-41' })).body.id).toBe(id);
    expect((await start({ ...bulk, key: 'outage-41' })).body.id).toBe(id);
    expect((await start({ ...bulk, key: 'outage-42' })).body.id).not.toBe(id);
    const ofAdmin = { by: 'admin', method: 'POST', body: { ...bulk, key: 'outage-41' } } as const;
    expect((await call(create, '/api/jobs', ofAdmin)).body.id).not.toBe(id);
    expect((await start(bulk, { 'idempotency-key': '' })).status).toBe(400);
  });

  test('tell a job with its counts, and newest first in the list', async () => {
    const { body } = await start(bulk);
    const told = await call(oneJob, '/api/jobs/1', { by: 'viewer', params: { id: String(body.id) } });
    expect(told.body).toMatchObject({
      id: body.id,
      counts: { total: 0, done: 0, failed: 0, skipped: 0 },
      reason: null,
    });
    const jobs = await call(list, '/api/jobs', { by: 'viewer' });
    expect(jobs.body.items).toMatchObject([{ id: body.id }, {}, {}, {}]);
    expect((await call(oneJob, '/api/jobs/999', { by: 'viewer', params: { id: '999' } })).status).toBe(404);
  });

  test('tell what a job would do, and write nothing', async () => {
    const before = await store().listJobs({ limit: 50 });
    const told = await call(preview, '/api/jobs/preview', { by: 'operator', method: 'POST', body: bulk });
    expect(told).toMatchObject({ status: 200, body: { total: 60, eligible: 60, canaries: 1, plan: { first: 1 } } });
    expect(await store().listJobs({ limit: 50 })).toEqual(before);
    const unknown = { by: 'operator', method: 'POST', body: { kind: 'paint', input: {} } } as const;
    expect((await call(preview, '/api/jobs/preview', unknown)).status).toBe(400);
  });

  test('page through the items of one result', async () => {
    await store().createJob({
      kind: 'redeliver',
      input: bulk.input,
      key: null,
      cursor: {},
      createdBy: 'ada@example.test',
      createdAtMs: 0,
    });
    const claimed = await store().claimJob(['redeliver'], 'this', 60_000);
    const added = Array.from({ length: 60 }, (_, n) => ({
      key: `est_a/evt_${n}`,
      part: 'est_a/http-500',
      result: n < 55 ? 'not_tried' : 'recovered',
      reason: null,
    }));
    const step = { cursor: {}, added, note: null, failures: 0, nextAtMs: null, atMs: 1 };
    expect(await store().saveStep({ id: claimed?.id ?? 0, owner: 'this' }, step)).toBe(true);
    const page = async (query: string) =>
      (await call(items, `/api/jobs/1/items${query}`, { by: 'viewer', params: { id: String(claimed?.id) } })).body as {
        items: { key: string; delivery: unknown }[];
        next: number | null;
      };
    const first = await page('?result=not_tried');
    expect([first.items.length, first.items[0]?.key]).toEqual([50, 'est_a/evt_0']);
    expect(first.items[0]?.delivery).toMatchObject({ eventId: 'evt_0' });
    const second = await page(`?result=not_tried&cursor=${first.next ?? ''}`);
    expect([second.items.length, second.next]).toEqual([5, null]);
    expect((await page('?result=recovered,not_tried')).items).toHaveLength(50);
  });

  test('pause, resume, cancel and retry, and refuse what the state does not allow', async () => {
    const { body } = await start(bulk);
    const id = String(body.id);
    const doIt = (what: string) =>
      call(act, `/api/jobs/${id}/${what}`, { by: 'operator', method: 'POST', params: { id, act: what } });
    expect((await doIt('pause')).body.state).toBe('paused');
    expect((await doIt('pause')).status).toBe(409);
    expect((await doIt('resume')).body.state).toBe('waiting');
    expect((await doIt('retry')).status).toBe(409);
    expect((await doIt('cancel')).body.state).toBe('cancelled');
    const retried = await doIt('retry');
    expect(retried).toMatchObject({ status: 201, body: { input: { retryOf: body.id } } });
    expect((await doIt('retry')).body.id).toBe(retried.body.id);
  });
});
