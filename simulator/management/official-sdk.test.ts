import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Management, ManagementClient, ManagementError } from 'auth0';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import { ACTION_IDS } from '../seeds/action-seeds.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { until } from '../testing/webhook-target.ts';
import { M2M_CLIENT } from './access-tokens.ts';

// The client as its makers ship it, over https, with nothing put in between: it trusts the simulator's CA like every Node
// program does.
const trusted = getCACertificates('default');
let folder: string;
let simulator: RunningSimulator;
let client: ManagementClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-ca-'));
  simulator = await startSimulator({
    port: 0,
    httpsPort: 0,
    caFolder: folder,
    seed: 'stories',
    speed: 50,
    webhookUrl: 'http://localhost:9/webhook',
  });
  const { url = '', caFile = '' } = simulator.secure ?? {};
  setDefaultCACertificates([...trusted, await readFile(caFile, 'utf8')]);
  client = new ManagementClient({
    domain: new URL(url).host,
    clientId: M2M_CLIENT.id,
    clientSecret: M2M_CLIENT.secret,
    maxRetries: 0,
  });
});

const control = (path: string, body: object) =>
  fetch(`${simulator.url}/__sim/${path}`, {
    method: path === 'config' ? 'PATCH' : 'POST',
    body: JSON.stringify(body),
  });

beforeEach(async () => {
  await control('reset', {});
  // The trap this seed sets for hand-written loops would keep the SDK's iterator going for ever.
  await control('config', { deliveries: { tokenOnEmptyPage: false } });
});

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const webhook = (webhook_endpoint: string) => ({
  type: 'webhook' as const,
  configuration: {
    webhook_endpoint,
    // The published types forget that a secret has to be sent.
    webhook_authorization: { method: 'bearer' as const, token: 'one-of-many' },
  },
});

describe('the official auth0 SDK, over https', () => {
  it('creates, reads, changes, lists and deletes event streams', async () => {
    const made = await client.eventStreams.create({
      name: 'from the SDK',
      subscriptions: [{ event_type: 'user.created' }],
      destination: webhook('https://crm.example.com/in'),
    });
    const id = made.id ?? '';
    expect(await client.eventStreams.get(id)).toEqual(made);
    const changed = await client.eventStreams.update(id, { name: 'renamed', status: 'disabled' });
    expect([changed.name, changed.status]).toEqual(['renamed', 'disabled']);
    const names: string[] = [];
    for await (const stream of await client.eventStreams.list({ take: 2 })) names.push(stream.name ?? '');
    expect(names).toEqual(['Users to dashboard', 'Audit bus', 'CRM action', 'renamed']);
    await client.eventStreams.delete(id);
    await client.eventStreams.delete(id);
    await expect(client.eventStreams.get(id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('creates streams to EventBridge and to an Action', async () => {
    const bus = await client.eventStreams.create({
      name: 'bus',
      destination: { type: 'eventbridge', configuration: { aws_account_id: '123456789012', aws_region: 'eu-north-1' } },
    });
    const action = await client.eventStreams.create({
      name: 'action',
      destination: { type: 'action', configuration: { action_id: ACTION_IDS.crm } },
    });
    expect(bus.destination?.configuration).toHaveProperty('aws_partner_event_source');
    expect(action.destination?.configuration).toEqual({ action_id: ACTION_IDS.crm });
  });

  it('lists deliveries with filters and through all pages, and opens one', async () => {
    const ids: string[] = [];
    for await (const { id } of await client.eventStreams.deliveries.list(STREAM_IDS.webhook, { take: 3 })) ids.push(id);
    expect(new Set(ids).size).toBe(7);
    const { data } = await client.eventStreams.deliveries.list(STREAM_IDS.webhook, {
      event_types: 'user.updated',
      statuses: 'failed',
      date_from: '2020-01-01T00:00:00Z',
    });
    expect(data).toHaveLength(2);
    const one = await client.eventStreams.deliveries.getHistory(STREAM_IDS.webhook, ids[0] ?? '');
    expect([one.id, one.status, one.event?.id]).toEqual([ids[0], 'failed', ids[0]]);
  });

  it('asks for redelivery of one and of many', async () => {
    const { data } = await client.eventStreams.deliveries.list(STREAM_IDS.webhook);
    const id = data[0]?.id ?? '';
    await client.eventStreams.redeliveries.createById(STREAM_IDS.webhook, id);
    const one = await client.eventStreams.deliveries.getHistory(STREAM_IDS.webhook, id);
    expect(one.attempts.map(({ status }) => status)).toContain('retrying');
    await until(async () => {
      const now = await client.eventStreams.deliveries.getHistory(STREAM_IDS.webhook, id);
      return now.attempts.length > one.attempts.length + 3;
    });
    const many = await client.eventStreams.redeliveries.create(STREAM_IDS.webhook, { event_types: ['user.created'] });
    expect(many).toEqual({});
  });

  it('sends a test event of every type', async () => {
    await control('stream', { status: 'disabled' });
    for (const type of EVENT_TYPES) {
      const answer = await client.eventStreams.test(STREAM_IDS.webhook, {
        event_type: type as Management.EventStreamTestEventTypeEnum,
      });
      expect([answer.status, answer.event?.type]).toEqual(['pending', type]);
      expect(answer.event).toHaveProperty('a0purpose', 'test');
    }
  });

  it('subscribes to events and goes on from an offset', async () => {
    const read = async (from: string | undefined, wanted: number) => {
      const abort = new AbortController();
      const request = { event_type: ['user.created' as const], ...(from !== undefined && { from }) };
      const stream = await client.events.subscribe(request, { abortSignal: abort.signal });
      const offsets: string[] = [];
      if (from === undefined) await control('events', { type: 'user.created', count: 3 });
      for await (const message of stream) {
        if (message.type === 'user.created') offsets.push(message.offset);
        if (offsets.length === wanted) break;
      }
      abort.abort();
      return offsets;
    };
    const [first, ...rest] = await read(undefined, 3);
    expect(await read(first, 2)).toEqual(rest);
  });

  it('creates, finds, changes, blocks, links, unlinks and deletes users', async () => {
    const connection = 'Username-Password-Authentication';
    const made = await client.users.create({ connection, email: 'sdk@example.com', password: 'long-enough-1' });
    const id = made.user_id ?? '';
    expect(await client.users.update(id, { name: 'S. Dk', blocked: true })).toMatchObject({ blocked: true });
    const found = await client.users.list({ q: 'email:"sdk@example.com"', search_engine: 'v3' });
    expect(found.data.map((user) => user.name)).toEqual(['S. Dk']);
    const { user_id: second = '' } = await client.users.create({ connection: 'email', email: 'sdk@example.com' });
    const [, secondId = ''] = second.split('|');
    const linked = await client.users.identities.link(id, { provider: 'email', user_id: secondId });
    expect(linked).toHaveLength(2);
    expect(await client.users.identities.delete(id, 'email', secondId)).toHaveLength(1);
    await client.users.delete(id);
    await expect(client.users.get(id)).rejects.toMatchObject({
      statusCode: 404,
      body: { errorCode: 'inexistent_user' },
    });
  });

  it('reads, gives and takes the roles of a user', async () => {
    const [user] = (await client.users.list({ per_page: 1 })).data;
    const id = user?.user_id ?? '';
    const before = (await client.users.roles.list(id)).data.map((role) => role.id ?? '');
    expect(before.length).toBeGreaterThan(0);
    await client.users.roles.delete(id, { roles: before });
    expect((await client.users.roles.list(id)).data).toEqual([]);
    await client.users.roles.assign(id, { roles: before });
    expect((await client.users.roles.list(id)).data).toHaveLength(before.length);
  });

  it('exports users, over https to the last byte', async () => {
    const { id } = await client.jobs.usersExports.create({ format: 'json', fields: [{ name: 'user_id' }] });
    let location: string | undefined;
    await until(async () => (location = (await client.jobs.get(id)).location) !== undefined);
    expect(location).toMatch(/^https:\/\/localhost:/);
    const file = await fetch(location ?? '');
    const lines = gunzipSync(Buffer.from(await file.arrayBuffer()))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(7);
  });

  it('lists the Actions a stream could call', async () => {
    const { data } = await client.actions.list({ triggerId: 'event-stream', deployed: true });
    expect(data.map((action) => action.id)).toEqual([ACTION_IDS.crm]);
    expect((await client.actions.get(ACTION_IDS.crm)).name).toBe('Send to CRM');
  });

  it('creates an Action, waits for its build, deploys, changes and deletes it', async () => {
    const made = await client.actions.create({
      name: 'from the SDK',
      supported_triggers: [{ id: 'event-stream', version: 'v1' }],
      code: 'exports.onExecuteEventStream = async () => {};',
      secrets: [{ name: 'KEY', value: 'never-shown' }],
    });
    const id = made.id ?? '';
    expect(made.status).toBe('pending');
    const built = () => until(async () => (await client.actions.get(id)).status === 'built');
    await built();
    const version = await client.actions.deploy(id);
    expect([version.number, version.deployed]).toEqual([1, false]);
    const running = await client.actions.get(id);
    expect([running.deployed_version?.number, running.all_changes_deployed]).toEqual([1, true]);
    const changed = await client.actions.update(id, { code: 'exports.onExecuteEventStream = async () => { 1; };' });
    expect(changed.all_changes_deployed).toBe(false);
    await built();
    await client.actions.deploy(id);
    const { data: versions } = await client.actions.versions.list(id);
    expect(versions.map(({ number, deployed }) => [number, deployed])).toEqual([
      [2, true],
      [1, false],
    ]);
    const back = await client.actions.versions.deploy(id, versions[1]?.id ?? '');
    expect([back.number, back.code]).toEqual([3, made.code]);
    expect(JSON.stringify([made, running, changed, versions, back])).not.toContain('never-shown');
    await client.actions.delete(id);
    await expect(client.actions.get(id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('throws its own typed errors', async () => {
    const refused = client.eventStreams.get('nonsense');
    await expect(refused).rejects.toBeInstanceOf(ManagementError);
    await expect(refused).rejects.toMatchObject({ statusCode: 400, body: { errorCode: 'invalid_uri' } });
    await expect(
      client.eventStreams.create({ name: 'Audit bus', destination: webhook('https://crm.example.com') }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});
