import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACTION_IDS } from '../seeds/action-seeds.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { startWebhookTarget, until, type WebhookTarget } from '../testing/webhook-target.ts';

let simulator: RunningSimulator;
let target: WebhookTarget;
let api: ApiClient;

beforeAll(async () => {
  target = await startWebhookTarget();
  simulator = await startSimulator({ port: 0, seed: 'empty', speed: 20, webhookUrl: target.url });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(async () => {
  await simulator.stop();
  await target.stop();
});

const webhook = (webhook_authorization: object, webhook_endpoint = 'https://crm.example.com/in') => ({
  type: 'webhook',
  configuration: { webhook_endpoint, webhook_authorization },
});
const bus = (configuration: object) => ({
  type: 'eventbridge',
  configuration: { aws_account_id: '123456789012', aws_region: 'eu-north-1', ...configuration },
});
const action = (action_id: string) => ({ type: 'action', configuration: { action_id } });
const bearer = { method: 'bearer', token: 's3cret-of-the-stream' };

const create = (destination: object, rest: object = {}) => api.call('POST', 'event-streams', { destination, ...rest });

describe('a new event stream', () => {
  it.each([
    [webhook(bearer), { webhook_authorization: { method: 'bearer' } }],
    [
      webhook({ method: 'basic', username: 'ann', password: 's3cret' }),
      { webhook_authorization: { method: 'basic', username: 'ann' } },
    ],
    [
      webhook({ method: 'custom_header', header_key: 'X-Key', header_value: 's3cret' }),
      { webhook_authorization: { method: 'custom_header', header_key: 'X-Key' } },
    ],
    [webhook(bearer, 'http://localhost:9/hook'), { webhook_endpoint: 'http://localhost:9/hook' }],
    [bus({}), { aws_account_id: '123456789012', aws_region: 'eu-north-1' }],
    [action(ACTION_IDS.crm), { action_id: ACTION_IDS.crm }],
  ])('is made with %j and shows no secret', async (destination, configuration) => {
    const made = await create(destination);
    expect([made.status, made.json.status]).toEqual([201, 'enabled']);
    expect(made.json.destination).toMatchObject({ configuration });
    expect(made.text).not.toContain('s3cret');
    expect((await api.call('GET', `event-streams/${String(made.json.id)}`)).text).toBe(made.text);
  });

  it.each([
    ['a plain http address elsewhere', webhook(bearer, 'http://crm.example.com/in'), 'webhook_endpoint'],
    ['a bearer without a token', webhook({ method: 'bearer' }), 'Missing required property: token'],
    ['a user name with a colon', webhook({ method: 'basic', username: 'a:b', password: 'p' }), 'username'],
    [
      'a user name of 129 characters',
      webhook({ method: 'basic', username: 'a'.repeat(129), password: 'p' }),
      'maximum 128',
    ],
    ['a basic without a password', webhook({ method: 'basic', username: 'a' }), 'Missing required property: password'],
    [
      'a header name with a space',
      webhook({ method: 'custom_header', header_key: 'X Key', header_value: 'v' }),
      'header_key',
    ],
    ['an unknown method', webhook({ method: 'digest' }), 'No enum match for: digest'],
    ['a stray key', webhook({ ...bearer, extra: 1 }), 'Additional properties not allowed: extra'],
    ['eleven digits of an account', bus({ aws_account_id: '12345678901' }), 'aws_account_id'],
    ['an unknown region', bus({ aws_region: 'eu-moon-1' }), 'No enum match for: eu-moon-1'],
    ['a partner source of its own', bus({ aws_partner_event_source: 'x' }), 'Additional properties not allowed'],
    ['an Action id that is none', action('x'), 'action_id'],
    ['an Action that is not deployed', action(ACTION_IDS.draft), 'must be deployed'],
    ['an Action of another trigger', action(ACTION_IDS.login), 'event-stream trigger'],
  ])('is refused for %s', async (_why, destination, words) => {
    const { status, json } = await create(destination);
    expect([status, json.errorCode]).toEqual([400, 'invalid_body']);
    expect(json.message).toContain(words);
  });

  it.each([
    [{ name: '' }, 'minimum 1'],
    [{ name: 'n'.repeat(129) }, 'maximum 128'],
    [{ subscriptions: [] }, 'minimum 1'],
    [{ subscriptions: [{ event_type: 'user.sneezed' }] }, 'No enum match for: user.sneezed'],
    [{ status: 'paused' }, 'No enum match for: paused'],
    [{ id: 'est_0000000000000000000000' }, 'Additional properties not allowed: id'],
  ])('is refused with %j', async (rest, words) => {
    const { status, json } = await create(webhook(bearer), rest);
    expect([status, json.errorCode]).toEqual([400, 'invalid_body']);
    expect(json.message).toContain(words);
  });

  it('is 404 for an unknown Action, 409 for a taken name, 409 beyond the most a tenant may have', async () => {
    expect((await create(action('00000000-0000-4000-8000-000000000000'))).status).toBe(404);
    expect((await create(webhook(bearer), { name: 'Audit bus' })).json.message).toContain('already in use');
    await api.control('PATCH', 'config', { maxStreams: 3 });
    expect((await create(webhook(bearer), { name: 'one too many' })).json.message).toContain('maximum number');
  });

  it('begins disabled when asked to', async () => {
    expect((await create(webhook(bearer), { status: 'disabled' })).json.status).toBe('disabled');
  });
});

describe('a change of an event stream', () => {
  const patch = (id: string, body: object) => api.call('PATCH', `event-streams/${id}`, body);

  it('cannot give it another type, nor touch an EventBridge or Action destination', async () => {
    for (const [id, destination] of [
      [STREAM_IDS.webhook, bus({})],
      [STREAM_IDS.eventbridge, bus({})],
      [STREAM_IDS.action, action(ACTION_IDS.crm)],
    ] as const) {
      expect((await patch(id, { destination })).status).toBe(400);
    }
  });

  it('keeps the secret when it is left out of the same method, and asks for one with another', async () => {
    const kept = { destination: webhook({ method: 'bearer' }, target.url) };
    expect((await patch(STREAM_IDS.webhook, kept)).status).toBe(200);
    await api.control('POST', 'events', { type: 'user.created' });
    await until(() => target.arrivals.length === 1);
    expect(target.arrivals[0]?.headers.authorization).toBe('Bearer streamgauge-webhook-token-for-local-use-only');
    const other = await patch(STREAM_IDS.webhook, { destination: webhook({ method: 'basic', username: 'ann' }) });
    expect(other.json.message).toContain('Missing required property: password');
  });

  it('leaves everything as it was when a part of it is refused', async () => {
    const before = (await api.call('GET', `event-streams/${STREAM_IDS.webhook}`)).text;
    expect((await patch(STREAM_IDS.webhook, { name: 'Audit bus', status: 'disabled' })).status).toBe(409);
    expect((await patch(STREAM_IDS.webhook, { name: 'x', destination: bus({}) })).status).toBe(400);
    expect((await api.call('GET', `event-streams/${STREAM_IDS.webhook}`)).text).toBe(before);
  });

  it('of an unknown stream is 404', async () => {
    expect((await patch('est_0000000000000000000000', { name: 'x' })).status).toBe(404);
  });
});
