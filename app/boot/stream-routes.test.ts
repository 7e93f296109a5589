import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { DELETE, GET, PATCH } from '@/app/api/streams/[id]/route';
import { GET as history } from '@/app/api/streams/[id]/history/route';
import { POST as commands } from '@/app/api/streams/commands/route';
import { POST } from '@/app/api/streams/route';
import { startSimulator } from '@/lib/server/testing/simulated-tenant';
import { type EventStream } from '@/lib/streams/stream';
import { calledRoutes, type Caller } from './testing/called-routes';

const webhookUrl = 'http://localhost:9/webhook';
const token = 'the-current-token-of-the-webhook';
const secret = 'somebody-elses-secret-0123';

const simulator = await startSimulator();
const { call, store, addressOf } = calledRoutes(() => undefined, {
  AUTH0_MANAGEMENT_DOMAIN: simulator.url,
  AUTH0_MANAGEMENT_CLIENT_ID: 'streamgauge-m2m',
  AUTH0_MANAGEMENT_CLIENT_SECRET: 'streamgauge-m2m-secret-for-local-use-only-0000',
  WEBHOOK_URL: webhookUrl,
  WEBHOOK_TOKEN: `${token},the-token-before-that-one`,
});

afterAll(() => simulator.stop());

const webhook = (configuration: object) => ({ type: 'webhook', configuration });

const draftOf = (over: object = {}) => ({
  name: `Stream ${Math.random()}`,
  subscriptions: [{ event_type: 'user.created' }],
  destination: webhook({
    webhook_endpoint: 'https://other.example.com/hook',
    webhook_authorization: { method: 'bearer', token: secret },
  }),
  status: 'enabled',
  ...over,
});

const create = (body: unknown, by: Caller = 'admin') => call(POST, '/api/streams', { by, method: 'POST', body });

async function made(over: object = {}): Promise<EventStream> {
  const { status, body } = await create(draftOf(over));
  expect(status, JSON.stringify(body)).toBe(201);
  return body as unknown as EventStream;
}

const at = (id: string) => ({ params: { id }, path: `/api/streams/${id}` });

const change = (id: string, body: unknown, by: Caller = 'admin') =>
  call(PATCH, at(id).path, { by, method: 'PATCH', params: { id }, body });

const remove = (id: string, query = '', by: Caller = 'admin') =>
  call(DELETE, `${at(id).path}${query}`, { by, method: 'DELETE', params: { id } });

/** Everything of this store that could hold a secret by mistake. */
const onRecord = async () => (await store().listAudit({ limit: 50 })).items;

let acted: Awaited<ReturnType<typeof onRecord>>;
const newActs = async () => (await onRecord()).slice(0, (await onRecord()).length - acted.length);

beforeEach(async () => {
  await simulator.control('DELETE', '/troubles');
  acted = await onRecord();
});

describe('making an event stream', () => {
  test('answers 201 with the stream, puts it on record and into its history, and echoes no secret', async () => {
    const { status, body } = await create(draftOf({ name: 'Made here' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Made here', status: 'enabled', subscriptions: ['user.created'] });
    const { stream } = body as unknown as { stream: EventStream };
    expect(body).toMatchObject(stream);
    const shown = await call(GET, at(stream.id).path, { by: 'viewer', params: { id: stream.id } });
    expect(shown.body.stream).toEqual(stream);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(shown.body)));
    expect(await newActs()).toMatchObject([
      { actor: addressOf('admin'), action: 'stream_created', target: 'Made here' },
    ]);
    const changes = await call(history, at(stream.id).path, { params: { id: stream.id } });
    expect(changes.body).toMatchObject({ items: [{ kind: 'first_seen', by: addressOf('admin') }] });
    expect(JSON.stringify([body, await onRecord(), changes])).not.toContain(secret);
  });

  test('hands over the secret of this app by its name, to its own address alone', async () => {
    const own = webhook({ webhook_endpoint: webhookUrl });
    const stream = await made({ destination: own, useWebhookSecret: 'current' });
    expect(stream.destination.authorization).toEqual({ method: 'bearer', detail: null });
    expect(JSON.stringify(await onRecord())).not.toContain(token);
    const away = await create(draftOf({ useWebhookSecret: 'current' }));
    expect(away).toMatchObject({ status: 400, body: { field: 'useWebhookSecret' } });
    const unknown = await create(draftOf({ destination: own, useWebhookSecret: 'env:7' }));
    expect(unknown).toMatchObject({ status: 400, body: { field: 'useWebhookSecret' } });
  });

  test.each<[string, object, string]>([
    [
      'an endpoint without TLS',
      {
        destination: webhook({
          webhook_endpoint: 'http://a.example',
          webhook_authorization: { method: 'bearer', token: 'x' },
        }),
      },
      'destination.configuration.webhook_endpoint',
    ],
    [
      'no secret',
      {
        destination: webhook({
          webhook_endpoint: 'https://a.example',
          webhook_authorization: { method: 'basic', username: 'ada' },
        }),
      },
      'destination.configuration.webhook_authorization.password',
    ],
    [
      'eleven digits',
      {
        destination: { type: 'eventbridge', configuration: { aws_account_id: '12345678901', aws_region: 'eu-west-1' } },
      },
      'destination.configuration.aws_account_id',
    ],
    ['no event type', { subscriptions: [] }, 'subscriptions'],
    ['a long name', { name: 'x'.repeat(129) }, 'name'],
  ])('refuses %s here, and says which field', async (_, over, field) => {
    expect(await create(draftOf(over))).toMatchObject({ status: 400, body: { field } });
    expect(await newActs()).toEqual([]);
  });

  test.each<[string, object, number, string]>([
    ['a name in use', { name: 'Twice' }, 409, 'name'],
    [
      'an event type that it does not know',
      { subscriptions: [{ event_type: 'user.exploded' }] },
      400,
      'subscriptions.0.event_type',
    ],
    [
      'a region that it does not know',
      { destination: { type: 'eventbridge', configuration: { aws_account_id: '123456789012', aws_region: 'mars-1' } } },
      400,
      'destination.configuration.aws_region',
    ],
    [
      'an Action that it does not know',
      { destination: { type: 'action', configuration: { action_id: 'a0000000-0000-4000-8000-000000000000' } } },
      400,
      'destination.configuration.action_id',
    ],
    ['a kind that it does not know', { destination: { type: 'pigeon', configuration: {} } }, 400, 'destination.type'],
    ['a field that it does not know', { colour: 'red' }, 400, 'colour'],
  ])('passes %s to Auth0, and tells the field of its refusal', async (_, over, status, field) => {
    if (field === 'name') await made(over);
    expect(await create(draftOf(over))).toMatchObject({ status, body: { field } });
    expect(await newActs()).toHaveLength(field === 'name' ? 3 : 2);
  });

  test('blots out a secret that a refusal quotes', async () => {
    const match = { method: 'POST', pathPattern: '/api/v2/event-streams' };
    const respond = { status: 400, body: { message: `'${secret} is bad' on property token` } };
    await simulator.control('POST', '/troubles', { match, respond });
    const { status, body } = await create(draftOf());
    expect(status).toBe(400);
    expect(JSON.stringify([body, await onRecord()])).not.toContain(secret);
  });

  test('names the missing scope and the command that grants it', async () => {
    const match = { method: 'POST', pathPattern: '/api/v2/event-streams' };
    const message = 'Insufficient scope, expected any of: create:event_streams';
    await simulator.control('POST', '/troubles', { match, respond: { status: 403, body: { message } } });
    const { status, body } = await create(draftOf());
    expect({ status, body }).toMatchObject({ status: 403, body: { missingScope: 'create:event_streams' } });
    expect(body.grantCommand).toContain('auth0 api patch "client-grants/');
  });

  test('is an administrator’s', async () => {
    expect(await create(draftOf(), 'operator')).toMatchObject({ status: 403 });
  });
});

describe('changing an event stream', () => {
  test('takes the patch of the Management API with the version that was seen, and keeps who did it', async () => {
    const stream = await made();
    const patch = { name: `Renamed ${stream.id}`, subscriptions: [{ event_type: 'user.deleted' }] };
    const changed = await change(stream.id, { ...patch, updatedAt: stream.updatedAt });
    expect(changed).toMatchObject({ status: 200, body: { name: patch.name, subscriptions: ['user.deleted'] } });
    const changes = await call(history, at(stream.id).path, { params: { id: stream.id } });
    expect(changes.body).toMatchObject({
      items: [
        { kind: 'settings', settings: ['name', 'subscriptions'], by: addressOf('admin') },
        { kind: 'first_seen' },
      ],
    });
  });

  test('changes nothing where somebody else has changed it, and shows what', async () => {
    const stream = await made();
    const theirs = await change(stream.id, { name: `Theirs ${stream.id}`, updatedAt: stream.updatedAt });
    expect(theirs.status).toBe(200);
    const { status, body } = await change(stream.id, { name: 'Mine', updatedAt: stream.updatedAt });
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        title: 'Changed meanwhile',
        current: { name: `Theirs ${stream.id}` },
        changed: ['name'],
        changedBy: [addressOf('admin')],
      },
    });
    const again = await change(stream.id, { name: `Mine ${stream.id}`, updatedAt: theirs.body.updatedAt });
    expect(again).toMatchObject({ status: 200, body: { name: `Mine ${stream.id}` } });
  });

  test('keeps the secret of a webhook that is moved without one, and needs one for another method', async () => {
    const stream = await made();
    const moved = webhook({
      webhook_endpoint: 'https://new.example.com/hook',
      webhook_authorization: { method: 'bearer' },
    });
    const { status, body } = await change(stream.id, { destination: moved, updatedAt: stream.updatedAt });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { destination: { endpoint: 'https://new.example.com/hook' } },
    });
    const basic = webhook({
      webhook_endpoint: 'https://new.example.com/hook',
      webhook_authorization: { method: 'basic', username: 'ada' },
    });
    const refused = await change(stream.id, { destination: basic, updatedAt: body.updatedAt });
    expect(refused).toMatchObject({
      status: 400,
      body: { field: 'destination.configuration.webhook_authorization.password' },
    });
  });

  test('refuses another kind of destination, and any change of one that is fixed', async () => {
    const stream = await made();
    const bridge = { type: 'eventbridge', configuration: { aws_account_id: '123456789012', aws_region: 'eu-west-1' } };
    const other = await change(stream.id, { destination: bridge, updatedAt: stream.updatedAt });
    expect(other).toMatchObject({ status: 400, body: { field: 'destination.type' } });
    const fixed = await made({ destination: bridge });
    const same = await change(fixed.id, { destination: bridge, updatedAt: fixed.updatedAt });
    expect(same).toMatchObject({ status: 400, body: { field: 'destination' } });
  });

  test('lets an operator switch it, and nothing else', async () => {
    const stream = await made();
    expect(await change(stream.id, { status: 'disabled' }, 'operator')).toMatchObject({
      status: 200,
      body: { status: 'disabled' },
    });
    expect(await change(stream.id, { status: 'disabled', name: 'x', updatedAt: 'x' }, 'operator')).toMatchObject({
      status: 403,
    });
    expect(await change(stream.id, { name: 'x' })).toMatchObject({ status: 400, body: { field: 'updatedAt' } });
    expect(await change(stream.id, {})).toMatchObject({ status: 400 });
  });
});

describe('deleting an event stream', () => {
  test('asks for its name where one is given, and leaves the history', async () => {
    const stream = await made();
    expect(await remove(stream.id, '', 'operator')).toMatchObject({ status: 403 });
    expect(await remove(stream.id, '?name=another')).toMatchObject({ status: 400, body: { field: 'name' } });
    const gone = await remove(stream.id, `?name=${encodeURIComponent(stream.name)}`);
    expect(gone).toMatchObject({ status: 200, body: { id: stream.id, name: stream.name } });
    expect(await call(GET, at(stream.id).path, { params: { id: stream.id } })).toMatchObject({ status: 404 });
    const changes = await call(history, at(stream.id).path, { params: { id: stream.id } });
    expect(changes.body).toMatchObject({ items: [{ kind: 'gone', by: addressOf('admin') }, { kind: 'first_seen' }] });
    expect(await remove(stream.id)).toMatchObject({ status: 404 });
  });
});

describe('the commands for an event stream', () => {
  test('do nothing, and hold no secret', async () => {
    const draft = draftOf();
    const { status, body } = await call(commands, '/api/streams/commands', {
      by: 'viewer',
      method: 'POST',
      body: draft,
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['cli', 'curl', 'terraform', 'deployCli', 'json']);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(await newActs()).toEqual([]);
  });

  test('tell the change of one by its id, and refuse a body that would be refused', async () => {
    const { id } = await made();
    const ask = (body: object) => call(commands, '/api/streams/commands', { by: 'viewer', method: 'POST', body });
    const { body } = await ask({ id, patch: { status: 'disabled' } });
    expect(body.cli).toBe(`auth0 event-streams update ${id} \\\n  --status disabled`);
    expect(await ask({ ...draftOf(), name: '' })).toMatchObject({ status: 400, body: { field: 'name' } });
  });
});
