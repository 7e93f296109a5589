import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';

const STREAM = `event-streams/${STREAM_IDS.webhook}`;

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(() => simulator.stop());

describe('deliveries', () => {
  const list = async (query = '') => (await api.call('GET', `${STREAM}/deliveries${query}`)).json;
  const ids = (json: Record<string, unknown>) =>
    (listOf(json.deliveries) ?? []).map((row) => String(Reflect.get(Object(row), 'id')));

  it('are the seven of the stories, in two kinds, with a token on every page', async () => {
    const page = await list();
    const messages = (listOf(page.deliveries) ?? []).map((row) => JSON.stringify(row));
    expect(messages.filter((text) => text.includes('"500 - {\\"error\\":\\"boom\\"}"'))).toHaveLength(5);
    expect(messages.filter((text) => text.includes('"401 - {\\"error\\":\\"Unauthorized\\"}"'))).toHaveLength(2);
    expect(page.next).toMatch(/^[\w-]{58}$/);
    const after = await list(`?from=${String(page.next)}`);
    expect([ids(after).length, typeof after.next]).toEqual([0, 'string']);
  });

  it('come page by page without loss or repetition', async () => {
    const seen: string[] = [];
    let page = await list('?take=3');
    while (ids(page).length > 0) {
      seen.push(...ids(page));
      page = await list(`?take=3&from=${String(page.next)}`);
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
  });

  it('can be filtered by type, status and time', async () => {
    expect(ids(await list('?event_types=user.updated'))).toHaveLength(2);
    expect(ids(await list('?event_types=user.updated,user.created&statuses=failed'))).toHaveLength(7);
    expect(ids(await list('?statuses=pending'))).toHaveLength(0);
    expect(ids(await list('?date_from=2000-01-01T00:00:00Z&date_to=2001-01-01T00:00:00Z'))).toHaveLength(0);
  });

  it.each(['date_from=2026-11-20T09:15:00.123Z', 'date_to=yesterday', 'take=0', 'take=101', 'take=x', 'from=nonsense'])(
    'refuse ?%s',
    async (query) => {
      expect((await list(`?${query}`)).errorCode).toBe('invalid_query_string');
    },
  );

  it('come in every shape that has been seen or described', async () => {
    const shaped = async (deliveries: object) => {
      await api.control('PATCH', 'config', { deliveries });
      return api.unchecked('GET', `${STREAM}/deliveries`);
    };
    expect((await shaped({ list: 'nextPageToken' })).json.nextPageToken).toBeTypeOf('string');
    expect((await shaped({ list: 'array' })).text).toMatch(/^\[\{/);
    expect((await shaped({ list: 'next', dataAsString: true })).text).toContain('"data":"{');
    expect(ids((await shaped({ dataAsString: false, shortPages: true })).json)).toHaveLength(4);
  });

  it('are opened one by one, and an unknown one is 404', async () => {
    const [id = ''] = ids(await list());
    expect((await api.call('GET', `${STREAM}/deliveries/${id}`)).json).toMatchObject({ id, status: 'failed' });
    expect((await api.call('GET', `${STREAM}/deliveries/evt_0000000000000000000000`)).status).toBe(404);
    expect((await api.call('GET', `${STREAM}/deliveries/nonsense`)).json.errorCode).toBe('invalid_uri');
  });

  it('answer a redelivery with an empty object, a second one with 409, an unknown one with 404', async () => {
    const [id = ''] = ids(await list());
    const asked = await api.call('POST', `${STREAM}/redeliver/${id}`);
    expect([asked.status, asked.text]).toEqual([202, '{}']);
    expect((await api.call('GET', `${STREAM}/deliveries/${id}`)).text).toContain('{"status":"retrying","timestamp"');
    expect((await api.call('POST', `${STREAM}/redeliver/${id}`)).status).toBe(409);
    expect((await api.call('POST', `${STREAM}/redeliver`, {})).status).toBe(409);
    expect((await api.call('POST', `${STREAM}/redeliver/evt_0000000000000000000000`)).status).toBe(404);
    expect((await api.call('POST', `${STREAM}/redeliver`, { event_types: ['user.created'] })).status).toBe(202);
    const calls = await api.control('GET', `calls?method=POST&path=/redeliver/${id}`);
    expect(listOf(calls.json.calls)).toHaveLength(2);
  });

  it('are redelivered by a filter in whole seconds, each selected one once, and none when one of them is underway', async () => {
    const { json } = await api.control('POST', 'deliveries', { type: 'user.deleted', count: 4, everyMs: 1000 });
    const added = (listOf(json.ids) ?? []).map(String);
    const rows = listOf((await list('?event_types=user.deleted')).deliveries) ?? [];
    const times = rows.map((row) => Date.parse(String(objectOr(objectOr(row).event).time))).sort((a, b) => a - b);
    const whole = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
    const [, second = 0, third = 0] = times;
    const body = { date_from: whole(second), date_to: whole(third + 1000), event_types: ['user.deleted'] };
    const ask = (filter: object) => api.call('POST', `${STREAM}/redeliver`, filter);
    const fraction = new Date(second).toISOString();
    expect((await api.unchecked('POST', `${STREAM}/redeliver`, { ...body, date_from: fraction })).status).toBe(400);
    expect((await ask({ ...body, statuses: ['failed'] })).status).toBe(202);
    expect((await ask({ event_types: ['user.deleted'] })).status).toBe(409);
    const taken = listOf((await api.control('GET', 'redeliveries')).json.redeliveries) ?? [];
    expect(taken.map((one) => [objectOr(one).event, objectOr(one).by])).toEqual([
      [added[1], 'filter'],
      [added[2], 'filter'],
    ]);
  });
});
