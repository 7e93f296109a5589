import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr, type JsonObject, textOf } from '../ground/json.ts';
import { ACTION_IDS } from '../seeds/action-seeds.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { startWebhookTarget, until, type WebhookTarget } from '../testing/webhook-target.ts';

let simulator: RunningSimulator;
let webhook: WebhookTarget;
let bus: WebhookTarget;
let api: ApiClient;

beforeAll(async () => {
  webhook = await startWebhookTarget();
  bus = await startWebhookTarget();
  simulator = await startSimulator({
    port: 0,
    seed: 'empty',
    webhookUrl: webhook.url,
    speed: 50,
    settings: { rateLimit: { burst: 10_000, perSecond: 10_000 } },
  });
  api = await createApiClient(simulator.url);
});

beforeEach(async () => {
  await api.control('POST', 'reset', {});
  for (const target of [webhook, bus]) {
    target.arrivals.length = 0;
    target.brokenOff = 0;
    target.answer = { status: 204, body: '' };
  }
});

afterAll(async () => {
  await simulator.stop();
  await Promise.all([webhook.stop(), bus.stop()]);
});

async function stream(id: string): Promise<JsonObject> {
  const streams = listOf((await api.control('GET', 'state')).json.streams) ?? [];
  return objectOr(streams.find((one) => objectOr(one).id === id));
}

async function feed(what: string): Promise<unknown[]> {
  const entries = listOf((await api.control('GET', 'state')).json.feed) ?? [];
  return entries.filter((entry) => objectOr(entry).what === what).map((entry) => objectOr(entry).text);
}

const newUser = (email: string) => api.control('POST', 'users', { do: 'create', email });

describe('an EventBridge stream', () => {
  it('posts the envelope of AWS to its bus, with the credential of the bus', async () => {
    await api.control('PATCH', 'config', { eventBus: { url: bus.url, header: 'x-api-key', value: 'bus-key' } });
    await newUser('ida@example.com');
    await until(() => bus.arrivals.length === 1);
    const [arrival] = bus.arrivals;
    expect(arrival?.headers).toMatchObject({
      'x-api-key': 'bus-key',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
    });
    expect(Object.keys(arrival?.event ?? {})).toEqual([
      'version',
      'id',
      'detail-type',
      'source',
      'account',
      'time',
      'region',
      'resources',
      'detail',
    ]);
    expect(arrival?.event).toMatchObject({
      version: '0',
      'detail-type': 'user.created',
      account: '210987654321',
      region: 'eu-north-1',
      resources: [],
      detail: {
        type: 'user.created',
        a0stream: STREAM_IDS.eventbridge,
        data: { object: { email: 'ida@example.com' } },
      },
    });
    expect(textOf(arrival?.event.source)).toMatch(/^aws\.partner\/auth0\.com\/.+\/auth0\.events$/);
    expect(textOf(arrival?.event.time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('can have a bus of its own and no bus at all, and never shows it in the Management API', async () => {
    await api.control('POST', 'stream', { id: STREAM_IDS.eventbridge, url: bus.url, token: 'own' });
    await newUser('ida@example.com');
    await until(() => bus.arrivals.length === 1);
    expect(bus.arrivals[0]?.headers.authorization).toBe('Bearer own');
    expect((await api.call('GET', `event-streams/${STREAM_IDS.eventbridge}`)).text).not.toContain(bus.url);
    await api.control('POST', 'stream', { id: STREAM_IDS.eventbridge, url: '' });
    await newUser('otto@example.com');
    await until(async () => (await stream(STREAM_IDS.eventbridge)).delivered === 2);
    expect(bus.arrivals).toHaveLength(1);
  });

  it('has the same attempts as a webhook', async () => {
    bus.answer = { status: 500, body: '{"error":"boom"}' };
    await api.control('POST', 'stream', { id: STREAM_IDS.eventbridge, url: bus.url });
    await newUser('ida@example.com');
    await until(async () => (await stream(STREAM_IDS.eventbridge)).failed === 1);
    expect(bus.arrivals).toHaveLength(4);
  });
});

describe('an Action stream', () => {
  const enable = () => api.call('PATCH', `event-streams/${STREAM_IDS.action}`, { status: 'enabled' });

  it('runs the stored code for each event and shows what it wrote', async () => {
    await api.control('POST', 'actions', {
      id: ACTION_IDS.crm,
      code: `exports.onExecuteEventStream = async (event, api) => {
        const seen = Number(api.cache.get('seen')?.value ?? 0) + 1;
        api.cache.set('seen', String(seen));
        console.log(seen, event.message.type, event.message.a0stream, event.secrets.KEY, event.configuration.LIST);
      };`,
      secrets: { KEY: 'k' },
      configuration: { LIST: 'l' },
    });
    await enable();
    await newUser('ida@example.com');
    await newUser('otto@example.com');
    await until(async () => (await stream(STREAM_IDS.action)).delivered === 2);
    expect(await feed('action')).toEqual([
      `Send to CRM: 1 user.created ${STREAM_IDS.action} k l`,
      `Send to CRM: 2 user.created ${STREAM_IDS.action} k l`,
    ]);
  });

  it('records a throw as a failed delivery that can be redelivered', async () => {
    await enable();
    await newUser('ida@fail.example');
    await until(async () => (await stream(STREAM_IDS.action)).failed === 1);
    const { json } = await api.call('GET', `event-streams/${STREAM_IDS.action}/deliveries`);
    const [delivery] = listOf(json.deliveries) ?? [];
    const attempts = listOf(objectOr(delivery).attempts) ?? [];
    expect(attempts.map((attempt) => objectOr(attempt).error_message)).toEqual(
      Array(4).fill('Error: CRM refused user.created'),
    );
    await api.control('POST', 'actions', {
      id: ACTION_IDS.crm,
      code: 'exports.onExecuteEventStream = async () => {};',
    });
    await api.call('POST', `event-streams/${STREAM_IDS.action}/redeliver`, {});
    await until(async () => (await stream(STREAM_IDS.action)).failed === 0);
  });

  it('reaches HubSpot, which is the stand-in, and this machine, and nothing else', async () => {
    await api.control('POST', 'hubspot/reset', { contacts: [{ id: '42', properties: { email: 'ada@old.test' } }] });
    await api.control('POST', 'actions', {
      id: ACTION_IDS.crm,
      code: `exports.onExecuteEventStream = async (event) => {
        const headers = { authorization: 'Bearer ' + event.secrets.KEY };
        const ada = await fetch('https://api.hubapi.com/crm/objects/2026-09/contacts/ada%40old.test?idProperty=email', { headers });
        console.log(ada.status, (await ada.json()).id);
        console.log((await fetch('${webhook.url}', { method: 'POST', body: JSON.stringify(event.message) })).status);
        for (const url of ['https://api.hubapi.com.evil.test/', 'http://api.hubapi.com/', 'http://example.test/', 'crm'])
          console.log(await fetch(url).catch((error) => error.message));
      };`,
      secrets: { KEY: 'pat-sim-hubspot' },
    });
    await enable();
    await newUser('ida@example.com');
    await until(async () => (await stream(STREAM_IDS.action)).delivered === 1);
    const refusal = 'Send to CRM: The simulator gives an Action nothing but https://api.hubapi.com and this machine.';
    expect(await feed('action')).toEqual([
      'Send to CRM: 200 42',
      'Send to CRM: 204',
      ...Array<string>(4).fill(refusal),
    ]);
    const listed = listOf((await api.control('GET', 'actions')).json.actions) ?? [];
    expect(listed.map((entry) => objectOr(entry)).find(({ id }) => id === ACTION_IDS.crm)?.calls).toBe(6);
  });

  it('fails when the code takes longer than the limit', async () => {
    await api.control('PATCH', 'config', { actionTimeoutMs: 150 });
    await api.control('POST', 'actions', {
      id: ACTION_IDS.crm,
      code: 'exports.onExecuteEventStream = async () => { for (;;); };',
    });
    await enable();
    await newUser('ida@example.com');
    await until(async () => (await stream(STREAM_IDS.action)).failed === 1);
  });
});

describe('troubles on the way to a webhook', () => {
  it('drop+: the target sees half a request, then the whole one', async () => {
    await newUser('drop+ida@example.com');
    await until(() => webhook.arrivals.length === 1);
    expect(webhook.brokenOff).toBe(1);
    await until(async () => (await stream(STREAM_IDS.webhook)).delivered === 1);
  });

  it('lost+: the target gets the same event twice', async () => {
    await newUser('lost+ida@example.com');
    await until(() => webhook.arrivals.length === 2);
    expect(webhook.arrivals[0]?.id).toBe(webhook.arrivals[1]?.id);
  });

  it('a clock that runs ahead shows in the times of events', async () => {
    await api.control('PATCH', 'config', { clockSkewMs: 3_600_000 });
    await newUser('ida@example.com');
    await until(() => webhook.arrivals.length === 1);
    expect(Date.parse(textOf(webhook.arrivals[0]?.event.time) ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('a seeded history arrives whole', async () => {
    const { json } = await api.control('POST', 'history', { seed: 3, users: 50, events: 200 });
    await until(() => webhook.arrivals.length === 200);
    expect([webhook.arrivals[0]?.id, webhook.arrivals[199]?.id]).toEqual([json.first, json.last]);
  });
});

describe('troubles of the Management API', () => {
  it.each([
    [401, undefined],
    [403, 'insufficient_scope'],
    [404, undefined],
    [409, undefined],
    [429, 'too_many_requests'],
    [500, undefined],
    [503, undefined],
  ])("a bare %i gets the body of Auth0's errors", async (status, errorCode) => {
    await api.control('POST', 'troubles', { match: { pathPattern: '/api/v2/*' }, times: 1, respond: { status } });
    const answer = await api.unchecked('GET', 'users');
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ statusCode: status, ...(errorCode && { errorCode }) });
    expect(textOf(answer.json.error)).not.toBe('Error');
    if (status === 429) expect(answer.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('a time-out hangs until the client goes away; one trouble can be taken back', async () => {
    const { json } = await api.control('POST', 'troubles', {
      match: { pathPattern: '/api/v2/users' },
      respond: { timeout: true },
    });
    await expect(fetch(`${simulator.url}/api/v2/users`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    await api.control('DELETE', `troubles/${String(json.id)}`);
    expect((await api.unchecked('GET', 'users')).status).toBe(200);
  });
});
