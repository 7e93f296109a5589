import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { adaUser, openContactWorld, recordUser, waitUntil } from './testing/contact-world';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const day = 24 * 3_600_000;

let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() =>
  hubspot.reset([
    { id: '42', properties: { email: 'ada@old.test', firstname: 'A.' } },
    { id: '77', properties: { email: 'grace@example.test' } },
  ]),
);
afterAll(() => hubspot.stop());

const contact = async (id: string) => (await hubspot.contacts()).find((one) => one.id === id)?.properties;
const bodyOf = (call: { body?: unknown } | undefined) => JSON.stringify(call?.body);

describe('a HubSpot connector', () => {
  test('story 3: makes one contact for a new user, with everything that is mapped', async () => {
    const { store, connect, run, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    const made = await writes();
    expect(made.map(({ method }) => method)).toEqual(['POST']);
    const { items } = await store.listLanes(id, {}, { limit: 1 });
    expect(items[0]?.link).toMatchObject({ origin: 'created', role: 'writer', state: 'active' });
    expect(await contact(items[0]?.link?.recordId ?? '')).toMatchObject({
      ...{ email: 'ada@example.test', firstname: 'Ada', lastname: 'Lovelace' },
      ...{ auth0_user_id: ada, auth0_status: 'active' },
    });
  });

  test('C1, story 4: the same event again, and an update of sign-ins alone, make no request', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const engine = run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    const before = (await hubspot.calls()).length;
    for (let n = 0; n < 100; n += 1) await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await recordUser(
      store,
      'evt_2',
      { ...adaUser, last_login: '2026-08-14T11:00:00.000Z', logins_count: 3 },
      { at: 2 },
    );
    engine.wake();
    await vi.waitFor(async () => {
      const connector = await store.getConnector(id);
      expect(connector?.cursorSeq).toBeGreaterThanOrEqual(2);
    }, waitUntil);
    expect((await hubspot.calls()).length).toBe(before);
    await lane(id, ada, { state: 'idle' });
  });

  test('story 6: an address that changes stays with its contact, and is all that is sent', async () => {
    const { store, connect, run, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@new.test' }, { at: 1 });
    await vi.waitFor(async () => expect(await contact('42')).toMatchObject({ email: 'ada@new.test' }), waitUntil);
    expect(bodyOf((await writes()).at(-1))).toBe('{"properties":{"email":"ada@new.test"}}');
    expect(await hubspot.contacts()).toHaveLength(2);
  });

  test('story 5, C8, C14: waits as long as the ten-second limit says, then is linked to the contact that exists', async () => {
    const { store, connect, run, pass, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const user = { ...adaUser, email: 'ada@old.test' };
    await hubspot.trouble({ hide: ['42'] }, { match: { method: 'GET', contains: 'ada@old.test' }, times: 1 });
    await hubspot.trouble({ status: 429, policyName: 'TEN_SECONDLY_ROLLING' }, { match: { method: 'POST' }, times: 1 });
    const engine = run();
    await recordUser(store, 'evt_1', user, { type: 'user.created' });
    await vi.waitFor(async () => expect((await store.getConnector(id))?.quietReason).toBe('asked'), waitUntil);
    const { quietUntilMs } = (await store.getConnector(id)) ?? {};
    expect((quietUntilMs ?? 0) - Date.now()).toBeGreaterThan(8_000);
    await lane(id, ada, { state: 'waiting', attempts: 0 });
    await hubspot.trouble({ hide: ['42'] }, { match: { method: 'GET', contains: 'ada@old.test' }, times: 1 });
    pass(11_000, engine);
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '42', origin: 'conflict' });
    expect((await writes()).map(({ method, status }) => [method, status])).toEqual([
      ['POST', 429],
      ['POST', 409],
      ['PATCH', 200],
    ]);
    expect(await hubspot.contacts()).toHaveLength(2);
  });

  test('C9: a day that is used up is waited for until the midnight of the account', async () => {
    const { store, connect, run } = await openContactWorld(newFile(), hubspot);
    const id = await connect({ portal: { id: '1', timeZone: 'UTC', uiDomain: 'app.hubspot.com' } });
    await hubspot.trouble({ status: 429, policyName: 'DAILY' }, {});
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    const midnight = Math.ceil(Date.now() / day) * day;
    await vi.waitFor(async () => expect((await store.getConnector(id))?.quietUntilMs).toBe(midnight), waitUntil);
    expect(await hubspot.calls()).toHaveLength(1);
  });

  test('C12, story 15: a refused key holds the connector after one request; with a new one all are brought into step', async () => {
    const { store, connect, run, laneOf, pass } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    await hubspot.control('POST', 'keys', { token: 'pat-sim-hubspot', revoked: true });
    const engine = run();
    await recordUser(store, 'evt_0', adaUser, { type: 'user.created' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'credential_refused' }),
      waitUntil,
    );
    for (let n = 1; n < 30; n += 1) {
      await recordUser(
        store,
        `evt_${n}`,
        { ...adaUser, email: `u${n}@example.test` },
        { userId: `auth0|u${n}`, type: 'user.created' },
      );
    }
    engine.wake();
    expect((await hubspot.calls()).map(({ status }) => status)).toEqual([401]);
    await hubspot.control('POST', 'keys', { token: 'pat-sim-hubspot', revoked: false });
    await store.switchConnector(id, 'running', { actor: 'a', atMs: Date.now() });
    pass(0, engine);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).idle).toBe(30), { ...waitUntil, timeout: 40_000 });
    expect(await laneOf(id, 'auth0|u29')).toMatchObject({ state: 'idle' });
    expect(await hubspot.contacts()).toHaveLength(32);
  }, 60_000);

  test('C13: a scope that is missing holds the connector and is named', async () => {
    const { store, connect, run } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    await hubspot.control('POST', 'keys', { token: 'pat-sim-hubspot', scopes: ['crm.objects.contacts.read'] });
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'scope_missing' }),
      waitUntil,
    );
    const { items } = await store.listCalls(id, { results: ['failed'] }, { limit: 1 });
    expect(items[0]?.excerpt).toContain('crm.objects.contacts.write');
  });

  test('C16: keeps back the refused values alone, and sends them once they have changed', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    await hubspot.control('POST', 'properties', {
      ...{ name: 'tier', label: 'Tier', type: 'enumeration', fieldType: 'select', groupName: 'contactinformation' },
      options: [{ label: 'Pro', value: 'pro' }],
    });
    const row = {
      source: 'app_metadata.tier',
      transforms: [],
      target: 'tier',
      when: 'always' as const,
      cleared: 'leave' as const,
    };
    const id = await connect({ mapping: [...hubspotDefaults.mapping, row] });
    run();
    await recordUser(store, 'evt_1', { ...adaUser, app_metadata: { tier: 'gold' } }, { type: 'user.created' });
    await lane(id, ada, { state: 'review', reason: 'value_refused' });
    const { facts, link } = (await store.lanesOfUser(ada))[0] ?? {};
    expect(facts?.refused).toEqual({ tier: 'gold' });
    expect(await contact(link?.recordId ?? '')).toMatchObject({ firstname: 'Ada' });
    await recordUser(store, 'evt_2', { ...adaUser, app_metadata: { tier: 'pro' } }, { at: 1 });
    await lane(id, ada, { state: 'idle', reason: null });
    expect(await contact(link?.recordId ?? '')).toMatchObject({ tier: 'pro' });
  });

  test('C17: a property that was deleted there holds the connector and is named', async () => {
    const { store, connect, run } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    await hubspot.control('DELETE', 'properties/auth0_status');
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'schema_changed' }),
      waitUntil,
    );
    const { items } = await store.listCalls(id, { results: ['failed'] }, { limit: 1 });
    expect(items[0]?.excerpt).toContain('auth0_status');
  });

  test('C18: an index of the search that lags behind changes nothing', async () => {
    await hubspot.control('PATCH', 'config', { searchLagMs: 30_000 });
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link?.recordId).toBe('42');
    expect((await hubspot.calls()).some(({ path }) => path.includes('search'))).toBe(false);
  });

  test.each([
    ['is followed', {}],
    ['is gone', { mergedIds: 'gone' }],
    ['is kept', { mergeKeepsPrimary: true }],
  ])('C19: goes on with the survivor of a merge whose old id %s', async (_, config) => {
    await hubspot.control('PATCH', 'config', config);
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await recordUser(store, 'evt_1', { ...adaUser, email: 'ada@old.test' }, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await hubspot.control('POST', 'merge', { primary: '77', other: '42' });
    await recordUser(store, 'evt_2', { ...adaUser, email: 'ada@old.test', family_name: 'King' }, { at: 1 });
    await vi.waitFor(async () => {
      const link = (await store.lanesOfUser(ada))[0]?.link;
      expect(link?.origin).toBe('merged');
      expect(await contact(link?.recordId ?? '')).toMatchObject({ lastname: 'King', auth0_user_id: ada });
    }, waitUntil);
    await lane(id, ada, { state: 'idle' });
  });

  test('C20, story 14: a contact that was archived by hand is asked about, and made anew when a person says so', async () => {
    const { store, connect, run, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const engine = run();
    const user = { ...adaUser, email: 'ada@old.test' };
    await recordUser(store, 'evt_1', user, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    await hubspot.control('POST', 'contacts/42/archive');
    await recordUser(store, 'evt_2', { ...user, family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'review', reason: 'record_archived' });
    expect((await writes()).filter(({ method }) => method === 'POST')).toEqual([]);
    await store.decideLane(id, { key: ada, isEvent: false }, { act: 'create' }, { actor: 'a', atMs: Date.now() });
    engine.wake();
    await lane(id, ada, { state: 'idle', reason: null });
    const link = (await store.lanesOfUser(ada))[0]?.link;
    expect(link?.recordId).not.toBe('42');
    expect(await contact(link?.recordId ?? '')).toMatchObject({ lastname: 'King' });
  });

  test('story 9, C15: somebody with a stranger’s address touches nothing until it is verified, and is linked then', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    const mallory = { ...adaUser, email: 'grace@example.test', email_verified: false };
    await recordUser(store, 'evt_1', mallory, { type: 'user.created' });
    await lane(id, ada, { state: 'review', reason: 'email_unverified' });
    expect(await contact('77')).not.toHaveProperty('firstname');
    await recordUser(store, 'evt_2', { ...mallory, email_verified: true }, { at: 1 });
    await lane(id, ada, { state: 'idle', reason: null });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '77', origin: 'email' });
  });
});
