import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr, type JsonObject } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { startWebhookTarget, until, type WebhookTarget } from '../testing/webhook-target.ts';

const STREAM = `event-streams/${STREAM_IDS.webhook}`;
const TOKEN = 'a-token-for-this-test';

let simulator: RunningSimulator;
let target: WebhookTarget;
let api: ApiClient;

beforeAll(async () => {
  target = await startWebhookTarget();
  simulator = await startSimulator({
    port: 0,
    seed: 'stories',
    webhookUrl: target.url,
    webhookToken: TOKEN,
    speed: 50,
    settings: { rateLimit: { burst: 10_000, perSecond: 10_000 } },
  });
  api = await createApiClient(simulator.url);
});

beforeEach(async () => {
  await api.control('POST', 'reset', { seed: 'stories' });
  target.arrivals.length = 0;
  target.answer = { status: 204, body: '' };
});

afterAll(async () => {
  await simulator.stop();
  await target.stop();
});

const firstStream = async (): Promise<JsonObject> =>
  objectOr((listOf((await api.control('GET', 'state')).json.streams) ?? [])[0]);

describe('delivery over HTTP', () => {
  it("posts a change of a user with the bearer secret and Auth0's envelope", async () => {
    await api.call('POST', 'users', { connection: 'email', email: 'ida@example.com' });
    await until(() => target.arrivals.length === 1);
    const [arrival] = target.arrivals;
    expect(arrival?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' });
    expect(arrival?.event).toMatchObject({
      type: 'user.created',
      specversion: '1.0',
      a0stream: STREAM_IDS.webhook,
      data: { object: { email: 'ida@example.com' }, context: { tenant: {} } },
    });
  });

  it('records a target that answers 500 after four attempts', async () => {
    target.answer = { status: 500, body: '{"error":"boom"}' };
    const { json } = await api.control('POST', 'events', { type: 'user.created' });
    await until(async () => (await firstStream()).failed === 8);
    expect(target.arrivals).toHaveLength(4);
    const delivery = await api.call('GET', `${STREAM}/deliveries/${String((listOf(json.ids) ?? [])[0])}`);
    const attempts = listOf(delivery.json.attempts) ?? [];
    expect(attempts.map((attempt) => objectOr(attempt).error_message)).toEqual(Array(4).fill('500 - {"error":"boom"}'));
  });

  it('records a target that is not there in the cut words of its sender', async () => {
    await api.control('POST', 'stream', { url: 'http://localhost:9/webhook/behind/a/long/path' });
    await api.control('POST', 'events', { type: 'user.deleted' });
    await until(async () => (await firstStream()).failed === 8);
    const { json } = await api.call('GET', `${STREAM}/deliveries?event_types=user.deleted`);
    const attempts = listOf(objectOr((listOf(json.deliveries) ?? [])[0]).attempts) ?? [];
    expect(attempts.map((attempt) => objectOr(attempt).error_message)).toEqual(
      Array(4).fill('Post "http://localhost:9/webhook/behind/a/long/pat ...'),
    );
  });

  it('makes a redelivered event arrive and takes it off the list', async () => {
    const page = await api.call('GET', `${STREAM}/deliveries`);
    const id = String(objectOr((listOf(page.json.deliveries) ?? [])[0]).id);
    await api.call('POST', `${STREAM}/redeliver/${id}`);
    await until(() => target.arrivals.some((arrival) => arrival.id === id));
    await until(async () => (await firstStream()).failed === 6);
  });

  it('does not deliver to a disabled stream, and sends a test event to an enabled one', async () => {
    await api.call('PATCH', STREAM, { status: 'disabled' });
    await api.call('POST', `${STREAM}/test`, { event_type: 'user.created' });
    await api.call('PATCH', STREAM, { status: 'enabled' });
    await api.call('POST', `${STREAM}/test`, { event_type: 'user.updated' });
    await until(() => target.arrivals.length > 0);
    expect(target.arrivals.map(({ event }) => [event.type, event.a0purpose])).toEqual([['user.updated', 'test']]);
  });

  it('delivers a burst in order and without loss', async () => {
    const { json } = await api.control('POST', 'events', { type: 'user.created', count: 500 });
    await until(() => target.arrivals.length === 500);
    expect(target.arrivals.map((arrival) => arrival.id)).toEqual(json.ids);
  });
});

describe('control API', () => {
  it('emits what it is asked for, at the time it is told, to a stream that did not subscribe', async () => {
    await api.control('POST', 'events', {
      type: 'organization.future_thing',
      data: { object: { id: 'org_1' }, extra: true },
      time: '2026-11-20T09:15:00.1+02:00',
      stream: STREAM_IDS.webhook,
    });
    await until(() => target.arrivals.length === 1);
    expect(target.arrivals[0]?.event).toMatchObject({
      type: 'organization.future_thing',
      time: '2026-11-20T09:15:00.1+02:00',
      data: { object: { id: 'org_1' }, extra: true },
    });
  });

  it('injects a delivery with any history of attempts', async () => {
    const { json } = await api.control('POST', 'deliveries', {
      type: 'user.updated',
      error: 'Post "https://tunnel.example.net/a-very-long-path-to-a-webhook": dial tcp: i/o timeout',
      attempts: ['failed', 'retrying', 'failed', 'retrying', { status: 'failed', error_message: '503 - busy' }],
    });
    const one = await api.call('GET', `${STREAM}/deliveries/${String((listOf(json.ids) ?? [])[0])}`);
    expect((listOf(one.json.attempts) ?? []).map((attempt) => objectOr(attempt).error_message ?? 'marker')).toEqual([
      'Post "https://tunnel.example.net/a-very-long-path- ...',
      'marker',
      'Post "https://tunnel.example.net/a-very-long-path- ...',
      'marker',
      '503 - busy',
    ]);
  });

  it('links a made-up Google account, which tells of its creation, its deletion and the update', async () => {
    const { json } = await api.control('POST', 'users', { do: 'create', email: 'ida@example.com', name: 'Ida' });
    const object = objectOr(objectOr((listOf(json.changes) ?? [])[0]).object);
    await api.control('POST', 'users', { do: 'link', user_id: object.user_id });
    await until(() => target.arrivals.length === 4);
    expect(target.arrivals.map(({ event }) => event.type)).toEqual([
      'user.created',
      'user.created',
      'user.deleted',
      'user.updated',
    ]);
  });

  it('breaks and mends the endpoint', async () => {
    await api.control('POST', 'stream', { tricks: { broken: { status: 404, body: 'gone' } } });
    await api.control('POST', 'events', { type: 'user.created' });
    await until(async () => (await firstStream()).failed === 8);
    expect(target.arrivals).toHaveLength(0);
    await api.control('POST', 'stream', { tricks: { broken: false } });
    await api.control('POST', 'events', { type: 'user.created' });
    await until(() => target.arrivals.length === 1);
  });

  it.each([
    ['POST', 'reset', { seed: 'nonsense' }, 400],
    ['PATCH', 'config', { nonsense: 1 }, 400],
    ['POST', 'events', {}, 400],
    ['POST', 'users', { do: 'dance' }, 400],
    ['POST', 'troubles', { match: {} }, 400],
    ['GET', 'nothing', undefined, 404],
    ['GET', 'reset', undefined, 405],
  ])('answers %s %s %j with %i', async (method, path, body, status) => {
    expect((await api.control(method, path, body)).status).toBe(status);
  });

  it('is closed to other sites', async () => {
    const answer = await fetch(`${simulator.url}/__sim/state`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  });
});

describe('troubles', () => {
  const trouble = (respond: object, times = 1) =>
    api.control('POST', 'troubles', {
      match: { method: 'GET', pathPattern: '/api/v2/event-streams*' },
      times,
      respond,
    });

  it('answer the next n matching requests and then end', async () => {
    await trouble({ status: 429, headers: { 'Retry-After': '3' }, body: { statusCode: 429 } }, 2);
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await api.unchecked('GET', STREAM)).status);
    expect(statuses).toEqual([429, 429, 200]);
    const { json } = await api.control('GET', 'calls');
    expect((listOf(json.calls) ?? []).map((call) => objectOr(call).status)).toEqual([429, 429, 200]);
  });

  it('carry their headers', async () => {
    await trouble({ status: 429, headers: { 'Retry-After': '3' } });
    expect((await api.unchecked('GET', STREAM)).headers.get('retry-after')).toBe('3');
  });

  it('drop the connection', async () => {
    await trouble({ drop: true });
    await expect(api.unchecked('GET', STREAM)).rejects.toThrow();
  });

  it('answer HTML, or half of the JSON, or late', async () => {
    await trouble({ html: true });
    expect((await api.unchecked('GET', STREAM)).text).toContain('<html>');
    await trouble({ truncatedJson: true });
    const cut = await api.unchecked('GET', STREAM);
    expect([cut.status, cut.text.startsWith('{"id":"est_'), cut.json]).toEqual([200, true, {}]);
    await trouble({ delayMs: 80 });
    const before = performance.now();
    expect((await api.unchecked('GET', STREAM)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  });

  it('leave other methods and paths alone, and go when removed', async () => {
    await trouble({ status: 500 }, 100);
    expect((await api.unchecked('GET', 'users')).status).toBe(200);
    expect((await api.unchecked('PATCH', STREAM, {})).status).toBe(200);
    await api.control('DELETE', 'troubles');
    expect((await api.unchecked('GET', STREAM)).status).toBe(200);
  });
});

describe('the page', () => {
  it('shows users, streams and what happened, with everything escaped', async () => {
    await api.control('POST', 'users', { do: 'create', email: 'x@example.com', name: '<img src=x onerror=alert(1)>' });
    const answer = await fetch(simulator.url);
    const text = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain('<img');
    expect(text).toContain('Users to dashboard');
  });
});
