import { ManagementClient } from 'auth0';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../start.ts';
import { M2M_CLIENT } from './access-tokens.ts';

let simulator: RunningSimulator;
let client: ManagementClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  client = new ManagementClient({
    domain: new URL(simulator.url).host,
    clientId: M2M_CLIENT.id,
    clientSecret: M2M_CLIENT.secret,
    maxRetries: 0,
    // The client insists on https; its own way out is to bring a fetch.
    fetch: (input: RequestInfo | URL, init?: RequestInit) =>
      fetch(new Request(input, init).url.replace('https://localhost', 'http://localhost'), init),
  });
});

afterAll(() => simulator.stop());

describe('the official auth0 SDK', () => {
  it('lists streams and failed deliveries', async () => {
    const streams = await client.eventStreams.list();
    expect(streams.data.map((stream) => stream.id)).toEqual(Object.values(STREAM_IDS));
    const deliveries = await client.eventStreams.deliveries.list(STREAM_IDS.webhook, { take: 100 });
    expect(deliveries.data).toHaveLength(7);
  });

  it('asks for a redelivery and sends a test event', async () => {
    const { data } = await client.eventStreams.deliveries.list(STREAM_IDS.webhook);
    const id = data[0]?.id ?? '';
    await client.eventStreams.redeliveries.createById(STREAM_IDS.webhook, id);
    const one = await client.eventStreams.deliveries.getHistory(STREAM_IDS.webhook, id);
    expect(one.attempts.at(-1)?.status).toBe('retrying');
    const test = await client.eventStreams.test(STREAM_IDS.webhook, { event_type: 'user.updated' });
    expect([test.status, test.event?.type]).toEqual(['pending', 'user.updated']);
  });

  it('switches a stream off and on', async () => {
    const off = await client.eventStreams.update(STREAM_IDS.eventbridge, { status: 'disabled' });
    const on = await client.eventStreams.update(STREAM_IDS.eventbridge, { status: 'enabled' });
    expect([off.status, on.status]).toEqual(['disabled', 'enabled']);
  });

  it('creates, reads, changes and deletes a user', async () => {
    const { user_id: id = '' } = await client.users.create({
      connection: 'Username-Password-Authentication',
      email: 'sdk@example.com',
      password: 'long-enough-1',
    });
    expect((await client.users.update(id, { name: 'S. Dk' })).name).toBe('S. Dk');
    expect((await client.users.get(id)).email).toBe('sdk@example.com');
    await client.users.delete(id);
    await expect(client.users.get(id)).rejects.toMatchObject({ statusCode: 404 });
  });
});
