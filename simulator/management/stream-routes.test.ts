import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';

const STREAM = `event-streams/${STREAM_IDS.webhook}`;
const UNKNOWN_STREAM = 'event-streams/est_0000000000000000000000';

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(() => simulator.stop());

describe('event streams', () => {
  it('never show a secret', async () => {
    const { json, text } = await api.call('GET', 'event-streams');
    expect(listOf(json.eventStreams)).toHaveLength(3);
    expect(json).not.toHaveProperty('next');
    expect(text).not.toContain('token":');
    expect((await api.call('GET', STREAM)).json).toMatchObject({
      name: 'Users to dashboard',
      status: 'enabled',
      destination: {
        type: 'webhook',
        configuration: { webhook_endpoint: 'http://localhost:9/webhook', webhook_authorization: { method: 'bearer' } },
      },
    });
  });

  it('refuse malformed and unknown ids in the recorded words', async () => {
    expect((await api.call('GET', 'event-streams/nonsense')).json).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message:
        "Path validation error: 'Object didn't pass validation for format event-stream-id: nonsense' on property id (Unique identifier for the event stream).",
      errorCode: 'invalid_uri',
    });
    expect((await api.call('GET', UNKNOWN_STREAM)).json).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'The requested stream does not exist.',
    });
  });

  it('are created, changed and deleted, deleting twice being no mistake', async () => {
    const configuration = {
      webhook_endpoint: 'https://crm.example.com/in',
      webhook_authorization: { method: 'basic', username: 'u', password: 'p' },
    };
    const destination = { type: 'webhook', configuration };
    const subscriptions = [{ event_type: 'user.created' }];
    const made = await api.call('POST', 'event-streams', { name: 'crm', destination, subscriptions });
    expect([made.status, made.json.status]).toEqual([201, 'enabled']);
    expect((await api.call('POST', 'event-streams', { name: 'crm', destination })).status).toBe(409);
    const path = `event-streams/${String(made.json.id)}`;
    const changed = await api.call('PATCH', path, {
      status: 'disabled',
      subscriptions: [{ event_type: 'user.deleted' }],
    });
    expect(changed.json).toMatchObject({ status: 'disabled', subscriptions: [{ event_type: 'user.deleted' }] });
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('GET', path)).status).toBe(404);
  });

  it.each([
    [{}, 'Missing required property: destination'],
    [{ destination: { type: 'ftp', configuration: {} } }, 'No enum match for: ftp'],
    [{ destination: { type: 'webhook', configuration: {} } }, 'Missing required property: webhook_endpoint'],
    [
      { destination: { type: 'eventbridge', configuration: { aws_account_id: '1', aws_region: 'eu-west-1' } } },
      'pattern',
    ],
    [{ subscriptions: [{ event_type: 'user.sneezed' }], destination: {} }, 'No enum match for: user.sneezed'],
  ])('refuse to be created from %j', async (body, message) => {
    const { status, json } = await api.call('POST', 'event-streams', body);
    expect([status, json.errorCode]).toEqual([400, 'invalid_body']);
    expect(json.message).toContain(message);
  });

  it('keep their destination type for ever', async () => {
    const action = { destination: { type: 'action', configuration: { action_id: 'x' } } };
    expect((await api.call('PATCH', STREAM, action)).status).toBe(400);
    expect((await api.call('PATCH', `event-streams/${STREAM_IDS.action}`, action)).status).toBe(400);
  });
});

describe('test events', () => {
  it('are answered at once as pending, with the mark and the sample user', async () => {
    const { status, json } = await api.call('POST', `${STREAM}/test`, { event_type: 'user.created' });
    expect(status).toBe(202);
    expect(json).toMatchObject({
      status: 'pending',
      attempts: [],
      event_type: 'user.created',
      event_stream_id: STREAM_IDS.webhook,
    });
    expect(json.event).toMatchObject({
      id: json.id,
      a0purpose: 'test',
      data: { object: { user_id: 'auth0|507f1f77bcf86cd799439020', email: 'john.doe@gmail.com' } },
    });
  });

  it('carry the data they are given, and exist for known types only', async () => {
    const data = { object: { user_id: 'auth0|mine' } };
    expect((await api.call('POST', `${STREAM}/test`, { event_type: 'group.created', data })).json).toMatchObject({
      event: { data },
    });
    expect((await api.call('POST', `${STREAM}/test`, { event_type: 'user.sneezed' })).json.errorCode).toBe(
      'invalid_body',
    );
  });
});

describe('statistics', () => {
  it('have the recorded shape: fifteen daily buckets and two sums', async () => {
    const { json } = await api.call('GET', `${STREAM}/stats`);
    expect(json).toMatchObject({ id: STREAM_IDS.webhook, window: { bucket_interval: { scale_factor: 86_400 } } });
    expect(listOf(json.buckets)).toHaveLength(15);
    expect(json.metrics).toMatchObject([
      { name: 'auth0.event_streams.successful_deliveries', type: 'sum', window_total: 0 },
      { name: 'auth0.event_streams.failed_deliveries', type: 'sum', window_total: 7 },
    ]);
  });
});
