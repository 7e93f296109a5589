import { describe, expect, test, vi } from 'vitest';
import { receiptOf, record, recordInTurn, recordMany } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { admin, openHookWorld } from './testing/hook-world';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const waitUntil = { timeout: 10_000, interval: 20 };

describe('a webhook connector in trouble', () => {
  test('asks a person once an event has failed for two days, and goes on after it is passed over', async () => {
    const { store, reply, connect, run, pass, laneOf, ids } = await openHookWorld(newFile());
    const id = await connect();
    // A refusal of this one event is no outage.
    reply(({ body }) => (body.includes('"evt_bad"') ? { status: 422, body: 'no ada@example.com here' } : 200));
    const engine = run();
    await recordInTurn(store, [
      { id: 'evt_bad', at: 1 },
      { id: 'evt_good', at: 2 },
    ]);
    for (let tries = 1; tries <= 10; tries += 1) {
      await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ attempts: tries }), waitUntil);
      pass(25 * 3_600_000, engine);
    }
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'review', attempts: 11 }), waitUntil);
    expect(await laneOf(id)).toMatchObject({ reason: 'keeps_failing', error: 'answered 422: no …@… here' });
    expect(ids()).not.toContain('msg_evt_good');
    await store.actOnLane(id, { key: ada, isEvent: false }, 'skip', { ...admin, atMs: Date.now() });
    await vi.waitFor(() => expect(ids()).toContain('msg_evt_good'), waitUntil);
  });

  test('C10: after 503 with Retry-After: 90 nothing is sent for 90 s, restart included, and no try is used up', async () => {
    const { store, posts, reply, connect, run, pass, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    reply(() => ({ status: 503, headers: { 'retry-after': '90' } }));
    const first = run();
    await recordInTurn(store, [{ id: 'evt_1' }]);
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ quietReason: 'asked' }),
      waitUntil,
    );
    expect(await laneOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    const before = posts.length;
    await first.stop();
    reply(() => 204);
    const second = run();
    pass(80_000, second);
    await record(store, { id: 'evt_eve', userId: 'auth0|eve' });
    await vi.waitFor(async () => expect(await laneOf(id, 'auth0|eve')).toMatchObject({ state: 'waiting' }), waitUntil);
    expect(posts).toHaveLength(before);
    pass(15_000, second);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
    expect(await store.getConnector(id)).toMatchObject({ quietUntilMs: null });
  });

  test('C11: five failures in a row are an outage: one lane tries alone, and none uses up its tries', async () => {
    const { store, posts, reply, connect, run, pass } = await openHookWorld(newFile());
    const id = await connect();
    reply(() => 'cut');
    const engine = run();
    await recordMany(store, 30, (n) => [{ id: `evt_${n}`, userId: `auth0|${n}` }]);
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ quietReason: 'outage' }),
      waitUntil,
    );
    await vi.waitFor(async () => expect((await store.laneCounts(id)).running).toBe(0), waitUntil);
    const tried = posts.length;
    expect(tried).toBeLessThanOrEqual(12);
    pass(31 * 60_000, engine);
    await vi.waitFor(() => expect(posts.length).toBe(tried + 1), waitUntil);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).running).toBe(0), waitUntil);
    expect((await store.laneCounts(id)).review).toBe(0);
    reply(() => 204);
    pass(31 * 60_000, engine);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).idle).toBe(30), waitUntil);
  });

  test('410 holds it until a person resumes it, and nothing is lost', async () => {
    const { store, reply, connect, run, laneOf, ids } = await openHookWorld(newFile());
    const id = await connect();
    reply(() => 410);
    run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ state: 'held', holdReason: 'endpoint_gone' }),
      waitUntil,
    );
    await record(store, { id: 'evt_2' });
    reply(() => 204);
    await store.switchConnector(id, 'running', { ...admin, atMs: Date.now() });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle', wantedSeq: 2 }), waitUntil);
    expect(ids().slice(-2)).toEqual(['msg_evt_1', 'msg_evt_2']);
  });

  test('C30: a redirect is not followed, and an endless answer is not read to its end', async () => {
    const { store, posts, url, reply, connect, run, pass, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    let led = 0;
    reply(({ body }) => {
      if (body.includes('"evt_1"') && led === 0) {
        led = 1;
        return { status: 302, headers: { location: url } };
      }
      return { status: 200, body: 'x'.repeat(5_000_000) };
    });
    const engine = run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'retrying', attempts: 1 }), waitUntil);
    expect(posts).toHaveLength(1);
    pass(10_000, engine);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
  });

  test('C30: an inner address that nobody has allowed is sent nothing, and the connector is held', async () => {
    const { store, posts, connect, run } = await openHookWorld(newFile());
    const id = await connect();
    run(addressGuard([]));
    await record(store, { id: 'evt_1' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ state: 'held', holdReason: 'address_refused' }),
      waitUntil,
    );
    expect(posts).toEqual([]);
  });

  test('C31: a secret whose key is gone holds its connector, and the others go on', async () => {
    const { store, posts, connect, run, laneOf } = await openHookWorld(newFile());
    const bad = await connect();
    await store.setConnectorSecrets(bad, { set: [{ name: 'signing', sealed: 'k0:v1.AAAA.AAAA' }], drop: [] }, admin);
    const good = await connect({}, 'Other');
    run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(
      async () => expect(await store.getConnector(bad)).toMatchObject({ state: 'held', holdReason: 'key_missing' }),
      waitUntil,
    );
    await vi.waitFor(async () => expect(await laneOf(good)).toMatchObject({ state: 'idle' }), waitUntil);
    expect(posts).toHaveLength(1);
  });

  test('a settlement that could not be saved is saved by the next turn: nothing is sent again, and a hold holds', async () => {
    const world = await openHookWorld(newFile());
    const { store, connect, reply, run, laneOf, posts } = world;
    const id = await connect();
    reply(() => 410);
    const settle = store.settlePushes.bind(store);
    let failures = 2;
    store.settlePushes = (...given) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('away')) : settle(...given);
    };
    run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(async () => expect(await store.getConnector(id)).toMatchObject({ state: 'held' }), {
      ...waitUntil,
      timeout: 20_000,
    });
    expect(posts).toHaveLength(1);
    expect(await laneOf(id)).toMatchObject({ state: 'waiting' });
  });

  test('a pause stops a push between two events of one user', async () => {
    const { store, posts, connect, reply, run, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    await recordMany(store, 40, (n) => [{ id: `evt_${n}`, at: n }]);
    const pausing: Promise<unknown>[] = [];
    reply(() => {
      if (posts.length === 3) pausing.push(store.switchConnector(id, 'paused', { ...admin, atMs: Date.now() }));
      return 204;
    });
    run();
    await vi.waitFor(() => expect(pausing).toHaveLength(1), waitUntil);
    await Promise.all(pausing);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'waiting' }), waitUntil);
    expect(posts.length).toBeLessThan(40);
    const paused = posts.length;
    reply(() => 204);
    await store.switchConnector(id, 'running', { ...admin, atMs: Date.now() });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle', doneSeq: 40 }), waitUntil);
    expect(posts.length).toBeLessThanOrEqual(paused + 40);
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(40);
  });

  test('an event that is answered 500 for ever comes before a person in the end', async () => {
    const { store, connect, reply, run, pass, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    reply(() => 500);
    const engine = run();
    await record(store, { id: 'evt_1' });
    for (let tries = 1; tries <= 10; tries += 1) {
      await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ attempts: tries }), waitUntil);
      pass(25 * 3_600_000, engine);
    }
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'review' }), waitUntil);
  });

  test('C34: a clock that jumps during a request makes no second one beside it', async () => {
    const { store, posts, connect, reply, run, pass, laneOf } = await openHookWorld(newFile());
    const id = await connect();
    const answers: (() => void)[] = [];
    reply(() => ({ status: 204, wait: (answer: () => void) => void answers.push(answer) }));
    const engine = run();
    await record(store, { id: 'evt_1' });
    await vi.waitFor(() => expect(posts).toHaveLength(1), waitUntil);
    pass(61_000, engine);
    await record(store, { id: 'evt_2', userId: 'auth0|eve' });
    await vi.waitFor(() => expect(posts).toHaveLength(2), waitUntil);
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_evt_1', 'msg_evt_2']);
    reply(() => 204);
    for (const answer of answers) answer();
    pass(61_000, engine);
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
  });

  test('an event that is nested too deep to be written anew comes before a person at once, and what came before is sent once', async () => {
    const { store, connect, run, laneOf, ids } = await openHookWorld(newFile());
    const id = await connect({ body: 'plain' });
    const depth = 100_000;
    const deep = `{"id":"evt_deep","type":"user.updated","time":"2026-08-14T10:00:09.000Z","a0stream":"est_a","data":{"object":{"user_id":"${ada}","deep":${'['.repeat(depth)}${']'.repeat(depth)}}}}`;
    await record(store, { id: 'evt_1', at: 1 });
    await store.recordReceipt(receiptOf(deep));
    run();
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'review' }), waitUntil);
    expect(await laneOf(id)).toMatchObject({ doneSeq: 1, error: 'the event is nested too deep for the plain form' });
    expect(ids()).toEqual(['msg_evt_1']);
    await store.actOnLane(id, { key: ada, isEvent: false }, 'skip', { ...admin, atMs: Date.now() });
    await vi.waitFor(async () => expect(await laneOf(id)).toMatchObject({ state: 'idle' }), waitUntil);
  });
});
