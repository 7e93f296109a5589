import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { adaUser, openContactWorld, recordUser, waitUntil } from './testing/contact-world';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const eve = 'auth0|eve';
const grace = 'grace@example.test';

let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() =>
  hubspot.reset(
    [
      { id: '42', properties: { email: 'ada@old.test' } },
      { id: '77', properties: { email: grace } },
    ],
    { limits: { perTenSeconds: 10_000 } },
  ),
);
afterAll(() => hubspot.stop());

const contact = async (id: string) => (await hubspot.contacts()).find((one) => one.id === id)?.properties;
const by = { actor: 'operator@example.test', atMs: 1 };

/** A world in which Ada's contact is 42. */
async function withAda(policies: Parameters<Awaited<ReturnType<typeof openContactWorld>>['connect']>[0] = {}) {
  const world = await openContactWorld(newFile(), hubspot);
  const id = await world.connect(policies);
  await recordUser(world.store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
  return { ...world, id };
}

const deletion = { type: 'user.deleted', at: 10 };

describe('a user that is deleted', () => {
  test('story 11, C4: is marked after a minute, not touched by a late update, and marked as active when made anew', async () => {
    const { store, id, run, pass, lane, writes } = await withAda();
    const engine = run();
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@old.test' }, deletion);
    engine.wake();
    await lane(id, ada, { state: 'waiting' });
    const before = (await writes()).length;
    pass(30_000, engine);
    await lane(id, ada, { state: 'waiting' });
    expect(await writes()).toHaveLength(before);
    pass(31_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect((await writes()).slice(before).map(({ body }) => body)).toEqual([
      { properties: { auth0_status: 'deleted' } },
    ]);
    await recordUser(store, 'evt_3', { ...adaUser, email: 'late@old.test' }, { at: 5 });
    await lane(id, ada, { state: 'idle' });
    expect(await contact('42')).toMatchObject({ email: 'ada@old.test', auth0_status: 'deleted' });
    await recordUser(store, 'evt_4', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created', at: 20 });
    await vi.waitFor(async () => expect(await contact('42')).toMatchObject({ auth0_status: 'active' }), waitUntil);
    expect(await hubspot.contacts()).toHaveLength(2);
  });

  test('C24: a forged deletion archives nobody, because Auth0 still has the user', async () => {
    const { store, id, run, pass, lane } = await withAda({ policies: { whenDeleted: 'archive' } });
    const asked: string[] = [];
    const engine = run((userId) => {
      asked.push(userId);
      return Promise.resolve(false);
    });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', adaUser, deletion);
    await lane(id, ada, { state: 'waiting' });
    pass(61_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect(asked).toEqual([ada]);
    expect((await hubspot.contacts()).find((one) => one.id === '42')?.archived).toBe(false);
  });

  test('is archived where Auth0 says so, and asked about where it says nothing', async () => {
    for (const isGone of [true, null]) {
      await hubspot.reset([{ id: '42', properties: { email: 'ada@old.test' } }]);
      const { store, id, run, pass, lane } = await withAda({ policies: { whenDeleted: 'archive' } });
      const engine = run(() => Promise.resolve(isGone));
      await lane(id, ada, { state: 'idle' });
      await recordUser(store, 'evt_2', adaUser, deletion);
      await lane(id, ada, { state: 'waiting' });
      pass(61_000, engine);
      await lane(id, ada, isGone === true ? { state: 'idle' } : { state: 'review', reason: 'deletion_unconfirmed' });
      if (isGone === null) {
        await store.decideLane(
          id,
          { key: ada, isEvent: false },
          { act: 'confirm_deletion' },
          { ...by, atMs: Date.now() },
        );
        engine.wake();
        await lane(id, ada, { state: 'idle' });
      }
      expect((await hubspot.contacts()).find((one) => one.id === '42')?.archived).toBe(true);
      await engine.stop();
      vi.useRealTimers();
    }
  });

  test('C23: of 300 deleted at once of 1,000, 20 are marked; the rest wait for a person, and go on when one says so', async () => {
    const world = await openContactWorld(newFile(), hubspot);
    const { store, connect, run, pass } = world;
    const id = await connect();
    const engine = run();
    const made = Array.from({ length: 300 }, (_, n) => ({ ...adaUser, email: `u${n}@example.test` }));
    await Promise.all(
      made.map((user, n) => recordUser(store, `evt_${n}`, user, { userId: `auth0|u${n}`, type: 'user.created' })),
    );
    const states = async () => (await store.laneCounts(id)).idle;
    const soon = { timeout: 60_000, interval: 200 };
    await vi.waitFor(async () => expect(await states()).toBe(300), soon);
    await Promise.all(
      made.map((user, n) => recordUser(store, `gone_${n}`, user, { userId: `auth0|u${n}`, ...deletion })),
    );
    await vi.waitFor(async () => expect((await store.laneCounts(id)).waiting).toBe(300), soon);
    pass(61_000, engine);
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'mass_deletion' }),
      soon,
    );
    const marked = async () =>
      (await hubspot.contacts()).filter(({ properties }) => properties.auth0_status === 'deleted').length;
    await vi.waitFor(async () => expect((await store.laneCounts(id)).running).toBe(0), soon);
    expect(await marked()).toBe(20);
    expect((await store.laneCounts(id)).waiting).toBe(280);
    await store.switchConnector(id, 'running', { ...by, atMs: Date.now() });
    engine.wake();
    await vi.waitFor(async () => expect(await marked()).toBe(300), soon);
  }, 150_000);
});

describe('two users and one contact', () => {
  test('C21, story 13: the first writes, the second follows and takes the contact over when the first is deleted', async () => {
    const { store, connect, run, pass, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const engine = run();
    await recordUser(store, 'evt_1', { ...adaUser, email: grace }, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(
      store,
      'evt_2',
      { ...adaUser, email: grace, given_name: 'Eve' },
      { type: 'user.created', userId: eve },
    );
    await lane(id, eve, { state: 'idle' });
    expect((await store.lanesOfUser(eve))[0]?.link).toMatchObject({ recordId: '77', role: 'follower' });
    await recordUser(store, 'evt_3', { ...adaUser, email: grace, given_name: 'Eva' }, { at: 1, userId: eve });
    await lane(id, eve, { state: 'idle', doneSeq: 3 });
    expect(await contact('77')).toMatchObject({ firstname: 'Ada', auth0_user_id: ada });
    expect(await writes()).toHaveLength(1);
    await recordUser(store, 'evt_4', { ...adaUser, email: grace }, deletion);
    await lane(id, ada, { state: 'waiting' });
    pass(61_000, engine);
    await vi.waitFor(
      async () => expect(await contact('77')).toMatchObject({ firstname: 'Eva', auth0_user_id: eve }),
      waitUntil,
    );
    expect(await contact('77')).toMatchObject({ auth0_status: 'active' });
    expect((await store.lanesOfUser(eve))[0]?.link).toMatchObject({ recordId: '77', role: 'writer' });
    await vi.waitFor(async () => expect((await store.lanesOfUser(ada))[0]?.link).toBeNull(), waitUntil);
  });

  test('C21: two that are made at the same moment do not alternate', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const users = { [ada]: 'Ada', [eve]: 'Eve' };
    for (const [userId, given_name] of Object.entries(users)) {
      await recordUser(
        store,
        `evt_${given_name}`,
        { ...adaUser, email: grace, given_name },
        { type: 'user.created', userId },
      );
    }
    run();
    for (const userId of Object.keys(users)) await lane(id, userId, { state: 'idle' });
    const links = await Promise.all(
      Object.keys(users).map(async (userId) => (await store.lanesOfUser(userId))[0]?.link),
    );
    expect(links.map((link) => link?.recordId)).toEqual(['77', '77']);
    expect(links.map((link) => link?.role).toSorted()).toEqual(['follower', 'writer']);
    const writer = links[0]?.role === 'writer' ? ada : eve;
    expect(await contact('77')).toMatchObject({ auth0_user_id: writer });
  });

  test('a user who takes the address of a deleted one writes the contact from then on', async () => {
    const { store, id, run, pass, lane } = await withAda();
    const engine = run();
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@old.test' }, deletion);
    await lane(id, ada, { state: 'waiting' });
    pass(61_000, engine);
    await lane(id, ada, { state: 'idle' });
    await recordUser(
      store,
      'evt_3',
      { ...adaUser, email: 'ada@old.test', given_name: 'Eve' },
      { type: 'user.created', userId: eve, at: 90 },
    );
    await lane(id, eve, { state: 'idle' });
    expect((await store.lanesOfUser(eve))[0]?.link).toMatchObject({ recordId: '42', role: 'writer' });
    expect(await contact('42')).toMatchObject({ firstname: 'Eve', auth0_status: 'active', auth0_user_id: eve });
  });

  test('a user who has given up an address does not follow the one who has it now', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    await recordUser(store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@new.test' }, { at: 1 });
    const id = await connect();
    const engine = run();
    const eves = { ...adaUser, email: 'ada@old.test', given_name: 'Eve' };
    await recordUser(store, 'evt_3', eves, { type: 'user.created', userId: eve, at: 2 });
    await lane(id, eve, { state: 'idle' });
    await store.wakeUsers(id, [ada], { isRetrying: false });
    engine.wake();
    await lane(id, ada, { state: 'idle' });
    const links = [(await store.lanesOfUser(ada))[0]?.link, (await store.lanesOfUser(eve))[0]?.link];
    expect(links).toMatchObject([
      { role: 'writer', origin: 'created' },
      { role: 'writer', recordId: '42', origin: 'email' },
    ]);
    expect(await contact(links[0]?.recordId ?? '')).toMatchObject({ email: 'ada@new.test', firstname: 'Ada' });
    expect(await contact('42')).toMatchObject({ firstname: 'Eve', auth0_user_id: eve });
  });

  test('C22, story 12: linking an account into another deactivates nobody', async () => {
    const { store, id, run, pass, lane, writes } = await withAda();
    const engine = run();
    await lane(id, ada, { state: 'idle' });
    const google = 'google-oauth2|7';
    await recordUser(store, 'evt_2', { ...adaUser, email: grace }, { type: 'user.created', userId: google });
    await lane(id, google, { state: 'idle' });
    await recordUser(store, 'evt_3', { ...adaUser, email: grace }, { ...deletion, userId: google });
    const identities = [
      { provider: 'auth0', user_id: 'ada', connection: 'db' },
      { provider: 'google-oauth2', user_id: '7', connection: 'google-oauth2' },
    ];
    await recordUser(store, 'evt_4', { ...adaUser, email: 'ada@old.test', identities }, { at: 11 });
    await lane(id, ada, { state: 'idle' });
    await lane(id, google, { state: 'waiting' });
    pass(61_000, engine);
    await lane(id, google, { state: 'review', reason: 'two_records' });
    expect(await contact('77')).toMatchObject({ auth0_status: 'active' });
    expect((await writes()).some(({ body }) => JSON.stringify(body).includes('deleted'))).toBe(false);
  });
});

describe('an address that leads elsewhere', () => {
  test('story 7: one that another contact has is asked about; after a merge there, Retry brings the user into step', async () => {
    const { store, id, run, lane } = await withAda();
    const engine = run();
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...adaUser, email: grace, family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'review', reason: 'email_taken' });
    expect(await contact('42')).toMatchObject({ email: 'ada@old.test', lastname: 'King' });
    const { facts } = (await store.lanesOfUser(ada))[0] ?? {};
    expect(facts?.candidates.map(({ recordId }) => recordId)).toEqual(['42', '77']);
    await hubspot.control('POST', 'merge', { primary: '42', other: '77' });
    await store.actOnLane(id, { key: ada, isEvent: false }, 'push', { ...by, atMs: Date.now() });
    engine.wake();
    await lane(id, ada, { state: 'idle', reason: null });
    const recordId = (await store.lanesOfUser(ada))[0]?.link?.recordId ?? '';
    expect(await contact(recordId)).toMatchObject({ email: grace, lastname: 'King' });
  });

  test('story 8: two contacts for one user are asked about, and the one that a person chooses is written', async () => {
    const { store, connect, run, lane, writes } = await openContactWorld(newFile(), hubspot);
    await recordUser(store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
    const id = await connect();
    const engine = run();
    await recordUser(store, 'evt_2', { ...adaUser, email: grace }, { at: 1 });
    await lane(id, ada, { state: 'review', reason: 'several_records' });
    expect(await writes()).toEqual([]);
    await store.decideLane(
      id,
      { key: ada, isEvent: false },
      { act: 'link', recordId: '42' },
      { ...by, atMs: Date.now() },
    );
    engine.wake();
    await vi.waitFor(async () => expect(await contact('42')).toMatchObject({ auth0_user_id: ada }), waitUntil);
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '42', origin: 'person' });
  });
});
