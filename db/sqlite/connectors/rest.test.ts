import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { type CrmStandIn, startCrm } from '@/lib/server/testing/crm-stand-in';
import { adaUser, recordUser, waitUntil } from './testing/contact-world';
import { openRestWorld } from './testing/rest-world';

const newFile = temporaryFiles();
const ada = 'auth0|ada';

let crm: CrmStandIn;
beforeAll(async () => {
  crm = await startCrm();
});
beforeEach(() =>
  crm.reset([
    { id: 42, email: 'ada@old.test', first_name: 'A.' },
    { id: 77, email: 'grace@example.test' },
  ]),
);
afterAll(() => crm.stop());

const contact = async (id: number) => (await crm.contacts()).find((one) => one.id === id);
const oldAda = { ...adaUser, email: 'ada@old.test' };
const seen = (calls: Awaited<ReturnType<CrmStandIn['calls']>>) =>
  calls.map(({ method, path, status }) => `${method} ${path} ${status}`);

describe('a connector to a REST API', () => {
  test('makes one record for a new user, with everything that is mapped', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    expect(seen(await writes())).toEqual(['POST /contacts 201']);
    const link = (await store.lanesOfUser(ada))[0]?.link;
    expect(link).toMatchObject({ recordId: '101', origin: 'created', role: 'writer', state: 'active' });
    expect(await contact(101)).toMatchObject({
      ...{ email: 'ada@example.test', first_name: 'Ada', last_name: 'Lovelace' },
      ...{ auth0_user_id: ada, auth0_status: 'active' },
    });
  });

  test('goes on with the record that has the verified address, and sends only what changed after that', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...oldAda, family_name: 'King' }, { at: 1 });
    await vi.waitFor(async () => expect(await contact(42)).toMatchObject({ last_name: 'King' }), waitUntil);
    expect((await writes()).at(-1)?.body).toEqual({ last_name: 'King' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '42', origin: 'email' });
    expect(await crm.contacts()).toHaveLength(2);
  });

  test('an address that changes stays with its record, and is all that is sent', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@new.test' }, { at: 1 });
    await vi.waitFor(async () => expect(await contact(42)).toMatchObject({ email: 'ada@new.test' }), waitUntil);
    expect((await writes()).at(-1)?.body).toEqual({ email: 'ada@new.test' });
  });

  test('an address that another record has is asked about, and the rest is sent', async () => {
    const { store, connect, run, lane } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...oldAda, email: 'grace@example.test', family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'review', reason: 'email_taken' });
    expect(await contact(42)).toMatchObject({ email: 'ada@old.test', last_name: 'King' });
    const facts = (await store.lanesOfUser(ada))[0]?.facts;
    expect(facts?.candidates.map(({ recordId }) => recordId)).toEqual(['42', '77']);
  });

  test('C14: is linked to the record that the CRM says exists, and makes no second one', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    await crm.trouble({ hide: true }, { match: { method: 'GET', contains: 'ada@old.test' }, times: 1 });
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '42', origin: 'conflict' });
    expect(seen(await writes())).toEqual(['POST /contacts 409', 'PATCH /contacts/42 200']);
    expect(await crm.contacts()).toHaveLength(2);
  });

  test('C20: a record that is gone is asked about, and nothing is made unasked', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await crm.control('DELETE', 'contacts/42');
    await recordUser(store, 'evt_2', { ...oldAda, family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'review', reason: 'record_gone' });
    expect((await writes()).filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test.each([
    ['an update', {}, 'PATCH /contacts/42 200'],
    [
      'its own request',
      { deactivate: { method: 'POST' as const, path: '/contacts/{id}/deactivate', body: null } },
      'POST /contacts/42/deactivate 200',
    ],
  ])('C4: the record of a deleted user is marked after a minute by %s', async (_, over, call) => {
    const { store, connect, run, pass, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect(over);
    const engine = run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    const before = (await writes()).length;
    await recordUser(store, 'evt_2', oldAda, { type: 'user.deleted', at: 1 });
    await vi.waitFor(async () => expect((await store.lanesOfUser(ada))[0]?.dueMs).not.toBeNull(), waitUntil);
    expect(await writes()).toHaveLength(before);
    pass(61_000, engine);
    await vi.waitFor(async () => expect(await contact(42)).toMatchObject({ auth0_status: 'deleted' }), waitUntil);
    await lane(id, ada, { state: 'idle' });
    expect(seen((await writes()).slice(before))).toEqual([call]);
    expect((await store.listCalls(id, {}, { limit: 1 })).items[0]?.act).toBe('deactivate');
  });

  test('removes the record of a deleted user where that was chosen, once Auth0 says that the user is gone', async () => {
    const { store, connect, run, pass, lane } = await openRestWorld(newFile(), crm);
    const remove = { method: 'DELETE' as const, path: '/contacts/{id}', body: null };
    const id = await connect({ remove, policies: { whenDeleted: 'archive' } });
    const engine = run(() => Promise.resolve(true));
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', oldAda, { type: 'user.deleted', at: 1 });
    await vi.waitFor(async () => expect((await store.lanesOfUser(ada))[0]?.dueMs).not.toBeNull(), waitUntil);
    pass(61_000, engine);
    await vi.waitFor(async () => expect(await contact(42)).toBeUndefined(), waitUntil);
    expect(await contact(77)).toBeDefined();
  });

  test('C12: a refused credential holds the connector after one request', async () => {
    const { store, connect, run } = await openRestWorld(newFile(), crm);
    const id = await connect();
    await crm.control('PATCH', 'config', { revoked: true });
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'credential_refused' }),
      waitUntil,
    );
    expect(seen(await crm.calls())).toEqual(['GET /contacts 401']);
  });

  test('C10: waits as long as a 429 says, and no attempt is used up', async () => {
    const { store, connect, run, pass, lane } = await openRestWorld(newFile(), crm);
    const id = await connect();
    await crm.trouble({ status: 429, retryAfter: 90 }, { match: { method: 'POST' }, times: 1 });
    const engine = run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await vi.waitFor(async () => expect((await store.getConnector(id))?.quietReason).toBe('asked'), waitUntil);
    expect(((await store.getConnector(id))?.quietUntilMs ?? 0) - Date.now()).toBeGreaterThan(80_000);
    await lane(id, ada, { state: 'waiting', attempts: 0 });
    pass(91_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect(await crm.contacts()).toHaveLength(3);
  });

  test('C5: a creation whose answer was lost is found by its user id', async () => {
    const { store, connect, run, pass, lane } = await openRestWorld(newFile(), crm);
    const id = await connect();
    await crm.trouble({ lost: true }, { match: { method: 'POST' }, times: 1 });
    const engine = run();
    await recordUser(store, 'evt_1', { ...adaUser, email_verified: false }, { type: 'user.created' });
    await lane(id, ada, { state: 'retrying' });
    pass(60_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '101', origin: 'user_id' });
    expect(await crm.contacts()).toHaveLength(3);
  });

  test('C5: it is found by the address, too, where records cannot be searched by user id', async () => {
    const { store, connect, run, pass, lane } = await openRestWorld(newFile(), crm);
    const id = await connect({ findUser: null });
    await crm.trouble({ lost: true }, { match: { method: 'POST' }, times: 1 });
    const engine = run();
    await recordUser(store, 'evt_1', { ...adaUser, email_verified: false }, { type: 'user.created' });
    await lane(id, ada, { state: 'retrying' });
    pass(60_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '101', origin: 'user_id' });
    expect(await crm.contacts()).toHaveLength(3);
  });

  test('C6: a value that changes back after a lost answer is sent again', async () => {
    const { store, connect, run, pass, lane } = await openRestWorld(newFile(), crm);
    const id = await connect();
    const engine = run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await crm.trouble({ lost: true }, { match: { method: 'PATCH' }, times: 1 });
    await recordUser(store, 'evt_2', { ...oldAda, family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'retrying' });
    expect(await contact(42)).toMatchObject({ last_name: 'King' });
    await recordUser(store, 'evt_3', oldAda, { at: 2 });
    pass(60_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect(await contact(42)).toMatchObject({ last_name: 'Lovelace' });
  });

  test('C21: two users with one verified address share the record, and one of them writes', async () => {
    const { store, connect, run, lane, writes } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    const twin = 'google-oauth2|ada';
    await recordUser(store, 'evt_2', { ...oldAda, given_name: 'Augusta' }, { userId: twin, type: 'user.created' });
    await lane(id, twin, { state: 'idle' });
    expect((await store.lanesOfUser(twin))[0]?.link).toMatchObject({ recordId: '42', role: 'follower' });
    expect(await contact(42)).toMatchObject({ first_name: 'Ada' });
    expect(await writes()).toHaveLength(1);
  });

  test('C15: somebody with a stranger’s address touches nothing until it is verified', async () => {
    const { store, connect, run, lane } = await openRestWorld(newFile(), crm);
    const id = await connect();
    run();
    const mallory = { ...adaUser, email: 'grace@example.test', email_verified: false };
    await recordUser(store, 'evt_1', mallory, { type: 'user.created' });
    await lane(id, ada, { state: 'review', reason: 'email_unverified' });
    expect(await contact(77)).toMatchObject({ first_name: null });
    await recordUser(store, 'evt_2', { ...mallory, email_verified: true }, { at: 1 });
    await lane(id, ada, { state: 'idle', reason: null });
    expect(await contact(77)).toMatchObject({ first_name: 'Ada' });
  });
});
