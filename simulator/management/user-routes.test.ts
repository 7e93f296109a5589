import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf } from '../ground/json.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(() => simulator.stop());

describe('users', () => {
  const database = 'Username-Password-Authentication';

  it('are created, changed and deleted with the changes told to the streams', async () => {
    const made = await api.call('POST', 'users', {
      connection: database,
      email: 'ida@example.com',
      password: 'x',
      name: 'Ida',
    });
    expect(made.status).toBe(201);
    const path = `users/${encodeURIComponent(String(made.json.user_id))}`;
    expect((await api.call('PATCH', path, { user_metadata: { a: 1 }, blocked: true })).json).toMatchObject({
      blocked: true,
    });
    expect((await api.call('GET', path)).json).toMatchObject({ name: 'Ida', user_metadata: { a: 1 } });
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('GET', path)).json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_user' });
    const { json } = await api.control('GET', 'state');
    const feed = (listOf(json.feed) ?? []).filter((entry) => Reflect.get(Object(entry), 'what') === 'event');
    expect(feed.map((entry) => String(Reflect.get(Object(entry), 'type')))).toEqual([
      'user.created',
      'user.updated',
      'user.deleted',
    ]);
  });

  it('are refused when the address is taken, the connection unknown or social', async () => {
    const create = (body: object) => api.call('POST', 'users', body);
    await create({ connection: database, email: 'ida@example.com' });
    expect((await create({ connection: database, email: 'ida@example.com' })).status).toBe(409);
    expect((await create({ connection: 'nowhere', email: 'x@example.com' })).status).toBe(400);
    expect((await create({ connection: 'google-oauth2', email: 'x@example.com' })).status).toBe(400);
    expect((await create({ email: 'x@example.com' })).json.errorCode).toBe('invalid_body');
  });

  it('are listed with totals, search, order, fields, and only the first thousand', async () => {
    const page = await api.call('GET', 'users?include_totals=true&per_page=3&sort=email:1&fields=email');
    expect(page.json).toMatchObject({ start: 0, limit: 3, length: 3, total: 7 });
    const emails = (listOf(page.json.users) ?? []).map((user) => JSON.stringify(user));
    expect(emails).toEqual(emails.toSorted());
    const found = await api.call('GET', `users?q=${encodeURIComponent('name:"Ada*"')}`);
    expect(found.text).toContain('Ada Sorensen');
    expect((await api.call('GET', 'users?page=10&per_page=100')).json.errorCode).toBe('invalid_paging');
  });

  it('are linked and unlinked', async () => {
    const one = await api.call('POST', 'users', { connection: database, email: 'ida@example.com' });
    const two = await api.call('POST', 'users', { connection: 'email', email: 'ida@example.com' });
    const path = `users/${encodeURIComponent(String(one.json.user_id))}/identities`;
    const [provider = '', id = ''] = String(two.json.user_id).split('|');
    const linked = await api.call('POST', path, { provider, user_id: id });
    expect([linked.status, linked.text.match(/"connection"/g)?.length]).toEqual([201, 2]);
    expect((await api.call('GET', `users/${encodeURIComponent(String(two.json.user_id))}`)).status).toBe(404);
    expect((await api.call('DELETE', `${path}/${provider}/${id}`)).status).toBe(200);
    expect((await api.call('GET', `users/${encodeURIComponent(String(two.json.user_id))}`)).status).toBe(200);
  });
});
