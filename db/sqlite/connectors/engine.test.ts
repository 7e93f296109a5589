import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';
import { record, recordInTurn, recordMany, type Sample } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { newSigningSecret } from '@/lib/server/process/signed-webhook';
import { admin, openHookWorld } from './testing/hook-world';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const waitUntil = { timeout: 10_000, interval: 20 };

describe('a webhook connector', () => {
  test('carries each event on once, signed, with the bytes that were received', async () => {
    const { store, posts, secret, connect, run, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    run();
    const sample: Sample = { id: 'evt_1', type: 'user.created', object: { name: 'Ada' } };
    await record(store, sample);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
    expect(posts).toHaveLength(1);
    const [post] = posts;
    expect(post?.headers ?? {}).toMatchObject({
      'webhook-id': 'msg_evt_1',
      'content-type': 'application/cloudevents+json',
    });
    const verified = new Webhook(secret).verify(post?.body ?? '', post?.headers ?? {});
    expect(verified).toMatchObject({ id: 'evt_1', type: 'user.created' });
    expect((await store.listCalls(id, {}, { limit: 9 })).items).toMatchObject([
      { eventId: 'evt_1', result: 'done', status: 204, laneKey: ada },
    ]);
  });

  test('C1: the same event a hundred times is one request', async () => {
    const { store, connect, run, laneOf, ids } = await openHookWorld(newFile());
    const id = await connect();
    run();
    await recordInTurn(
      store,
      Array.from({ length: 100 }, () => ({ id: 'evt_same' })),
    );
    await record(store, { id: 'evt_last' });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle', wantedSeq: 2 }), waitUntil);
    expect(ids()).toEqual(['msg_evt_same', 'msg_evt_last']);
  });

  test('sends nothing of before its start, no test event, and no other type', async () => {
    const { store, connect, run, laneOf, ids } = await openHookWorld(newFile());
    await record(store, { id: 'evt_before' });
    const id = await connect({ types: ['user.updated'] });
    run();
    await recordInTurn(store, [
      { id: 'evt_test', isTest: true },
      { id: 'evt_other', type: 'user.created' },
      { id: 'evt_wanted' },
    ]);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
    expect(ids()).toEqual(['msg_evt_wanted']);
  });

  test('can send the form that Standard Webhooks suggests', async () => {
    const { store, posts, secret, connect, run, laneOf } = await openHookWorld(newFile());
    const id = await connect({ body: 'plain' });
    run();
    await record(store, { id: 'evt_1', at: 1, object: { big: 1 } });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
    const body = posts[0]?.body ?? '';
    expect(JSON.parse(body)).toEqual({
      type: 'user.updated',
      timestamp: '2026-08-14T10:00:01.000Z',
      data: { object: { user_id: ada, big: 1 } },
    });
    new Webhook(secret).verify(body, posts[0]?.headers ?? {});
  });

  test('C29: an event that fails is tried again under the same id, and later events of its user wait for it', async () => {
    const { store, posts, reply, connect, run, pass, laneOf, ids } = await openHookWorld(newFile());
    const id = await connect();
    const failing = [500, 500];
    reply(({ body }) => (body.includes('"evt_1"') ? (failing.shift() ?? 200) : 200));
    const engine = run();
    await recordInTurn(store, [
      { id: 'evt_1', at: 1 },
      { id: 'evt_2', at: 2 },
      { id: 'evt_eve', userId: 'auth0|eve' },
    ]);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'retrying', attempts: 1 }), waitUntil);
    await vi.waitFor(() => expect(ids()).toContain('msg_evt_eve'), waitUntil);
    expect(ids()).not.toContain('msg_evt_2');
    pass(10_000, engine);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'retrying', attempts: 2 }), waitUntil);
    pass(60_000, engine);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle', attempts: 0 }), waitUntil);
    const ofAda = posts.filter(({ headers }) => headers['webhook-id'] !== 'msg_evt_eve');
    expect(ofAda.map(({ headers }) => headers['webhook-id'])).toEqual([
      'msg_evt_1',
      'msg_evt_1',
      'msg_evt_1',
      'msg_evt_2',
    ]);
    const times = ofAda.slice(0, 3).map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(times[0]).toBeLessThan(times[1] ?? 0);
    expect(times[1]).toBeLessThan(times[2] ?? 0);
  });

  test('signs with both secrets while one is replaced', async () => {
    const { store, posts, secret, connect, run } = await openHookWorld(newFile());
    const id = await connect();
    const next = newSigningSecret();
    const set = [
      { name: 'signing', sealed: sealSecret('signing', next) },
      { name: 'signing_before', sealed: sealSecret('signing_before', secret) },
    ];
    await store.setConnectorSecrets(id, { set, drop: [] }, admin);
    run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(() => expect(posts).toHaveLength(1), waitUntil);
    for (const known of [secret, next]) {
      new Webhook(known).verify(posts[0]?.body ?? '', posts[0]?.headers ?? {});
    }
  });

  test('keeps to its rate', async () => {
    const { store, posts, connect, run } = await openHookWorld(newFile());
    await connect({ perSecond: 5 });
    run();
    await recordMany(store, 40, (n) => [{ id: `evt_${n}`, userId: `auth0|${n}` }]);
    const startedMs = performance.now();
    await vi.waitFor(() => expect(posts.length).toBeGreaterThanOrEqual(12), waitUntil);
    // Five at once, then one every fifth of a second.
    expect((posts.length - 5) / 5).toBeLessThanOrEqual((performance.now() - startedMs) / 1_000 + 0.5);
  });

  test('what was under way when the process stopped is done again admin the next one, and nothing is missing', async () => {
    const { store, reply, connect, run, ids } = await openHookWorld(newFile());
    const id = await connect();
    const first = run();
    let count = 0;
    reply(() => {
      count += 1;
      return 204;
    });
    await recordMany(store, 200, (n) => [{ id: `evt_${n}`, userId: `auth0|${n % 20}` }]);
    await vi.waitFor(() => expect(count).toBeGreaterThan(10), waitUntil);
    await first.stop();
    run();
    await vi.waitFor(async () => expect((await store.laneCounts(id)).idle).toBe(20), { ...waitUntil, timeout: 20_000 });
    expect(new Set(ids()).size).toBe(200);
    for (let user = 0; user < 20; user += 1) {
      const ofUser = ids().flatMap((name) => {
        const n = Number(/evt_(\d+)/.exec(name)?.[1]);
        return n % 20 === user ? [n] : [];
      });
      expect(ofUser).toEqual(ofUser.toSorted((a, b) => a - b));
    }
  });
});
