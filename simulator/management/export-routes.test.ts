import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectOr, parseJson } from '../ground/json.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { until } from '../testing/webhook-target.ts';

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(async () => {
  await api.control('POST', 'reset', {});
  await api.control('PATCH', 'config', { exports: { jobMs: 40 } });
});

afterAll(() => simulator.stop());

const create = (body: object = {}) => api.call('POST', 'jobs/users-exports', body);

async function completed(id: unknown): Promise<string> {
  let location: unknown;
  await until(async () => {
    location = (await api.call('GET', `jobs/${String(id)}`)).json.location;
    return location !== undefined;
  });
  return String(location);
}

async function download(location: string): Promise<string> {
  const answer = await fetch(location);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  return gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8');
}

const linesOf = (text: string) => text.trimEnd().split('\n');

describe('a users export', () => {
  it('is pending first and becomes a gzipped file with one JSON object a line', async () => {
    const { json } = await create({
      fields: [{ name: 'user_id' }, { name: 'identities[0].connection', export_as: 'via' }],
    });
    expect(json).toMatchObject({ type: 'users_export', status: 'pending', format: 'json' });
    const rows = linesOf(await download(await completed(json.id))).map((line) => objectOr(parseJson(line)));
    expect(rows).toHaveLength(7);
    expect(Object.keys(rows[0] ?? {})).toEqual(['user_id', 'via']);
    expect(rows[0]?.via).toBe('Username-Password-Authentication');
  });

  it('holds the users as they were when it was asked for, all by default, as many as the limit says', async () => {
    const whole = await create();
    const limited = await create({ limit: 2, fields: [{ name: 'email' }] });
    await api.call('POST', 'users', { connection: 'email', email: 'late@example.com' });
    const text = await download(await completed(whole.json.id));
    expect([linesOf(text).length, text.includes('late@example.com')]).toEqual([7, false]);
    expect(linesOf(await download(await completed(limited.json.id)))).toHaveLength(2);
  });

  it('of one connection has its users only', async () => {
    await api.call('POST', 'users', { connection: 'email', email: 'one@example.com' });
    const { json } = await create({ connection_id: 'con_Bv61tsWn94pYc3Gj', fields: [{ name: 'email' }] });
    expect(json.connection).toBe('email');
    expect(await download(await completed(json.id))).toBe('{"email":"one@example.com"}\n');
    expect((await create({ connection_id: 'con_0000000000000000' })).json.errorCode).toBe('inexistent_connection');
  });

  it('as CSV guards its text against being taken for a formula', async () => {
    await api.call('POST', 'users', { connection: 'email', email: 'f@example.com', name: '=1+"2"' });
    const fields = [{ name: 'name', export_as: 'Name' }, { name: 'created_at' }, { name: 'email_verified' }];
    const { json } = await create({ connection_id: 'con_Bv61tsWn94pYc3Gj', format: 'csv', fields });
    const [head, row] = linesOf(await download(await completed(json.id)));
    expect(head).toBe('"Name","created_at","email_verified"');
    expect(row).toMatch(/^"'=1\+""2""","\d{4}-\d\d-\d\dT[\d:.]+Z",false$/);
  });

  it('gives a new link each time, and a link dies', async () => {
    const { json } = await create();
    const first = await completed(json.id);
    expect(await completed(json.id)).not.toBe(first);
    await api.control('PATCH', 'config', { exports: { linkMs: 1 } });
    const short = await completed(json.id);
    await until(async () => (await fetch(short)).status === 403);
    expect((await fetch(first)).status).toBe(200);
  });

  it.each([
    [{ format: 'xml' }, 'No enum match for: xml'],
    [{ limit: 0 }, 'less than minimum 1'],
    [{ limit: 1.5 }, 'Expected type integer'],
    [{ fields: [{ export_as: 'x' }] }, 'Missing required property: name'],
    [{ connection_id: 'con_1' }, 'pattern'],
    [{ format: 'csv', fields: [{ name: 'user_metadata' }] }, 'user_metadata'],
    [{ format: 'csv', fields: Array.from({ length: 31 }, () => ({ name: 'email' })) }, 'maximum 30'],
    [{ extra: 1 }, 'Additional properties not allowed: extra'],
  ])('refuses %j', async (body, words) => {
    const { status, json } = await create(body);
    expect(status).toBe(400);
    expect(json.message).toContain(words);
  });

  it('is unknown or malformed by other ids, and needs one of two scopes', async () => {
    expect((await api.call('GET', 'jobs/job_0000000000000000')).status).toBe(404);
    expect((await api.call('GET', 'jobs/nonsense')).json.errorCode).toBe('invalid_uri');
    await api.control('PATCH', 'config', { scopes: ['read:events'] });
    expect((await api.call('GET', 'jobs/nonsense')).json.message).toBe(
      'Insufficient scope, expected any of: create:users,read:users',
    );
  });
});
