import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { restDefaults } from '@/lib/connectors/rest/rest-config';
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

describe('what a connector sends to a REST API', () => {
  test('C16: keeps back the refused value alone, and sends it once it has changed', async () => {
    const { store, connect, run, lane } = await openRestWorld(newFile(), crm);
    const row = {
      ...{ source: 'app_metadata.score', target: 'score', transforms: [] },
      ...{ when: 'always' as const, cleared: 'clear' as const },
    };
    const id = await connect({ mapping: [...restDefaults.mapping, row] });
    run();
    await recordUser(store, 'evt_1', { ...oldAda, app_metadata: { score: 7 } }, { type: 'user.created' });
    await lane(id, ada, { state: 'review', reason: 'value_refused' });
    expect((await store.lanesOfUser(ada))[0]?.facts?.refused).toEqual({ score: '7' });
    expect(await contact(42)).toMatchObject({ first_name: 'Ada', score: null });
  });

  test('keeps no value that the CRM quotes when it refuses it', async () => {
    const { store, connect, run, laneOf } = await openRestWorld(newFile(), crm);
    const row = {
      ...{ source: 'nickname', target: 'company', transforms: [] },
      ...{ when: 'always' as const, cleared: 'leave' as const },
    };
    const id = await connect({ mapping: [...restDefaults.mapping, row] });
    const body = {
      error: 'invalid',
      message: 'CANARY-7f3a is no company',
      fields: { company: '"canary-7F3A" is none' },
    };
    await crm.trouble({ status: 422, body }, { match: { method: 'POST' }, times: 1 });
    run();
    await recordUser(store, 'evt_1', { ...adaUser, nickname: 'Canary-7f3a' }, { type: 'user.created' });
    await vi.waitFor(async () => expect((await laneOf(id, ada))?.error).toBe('company: "…" is none'), waitUntil);
    const calls = (await store.listCalls(id, { results: ['refused'] }, { limit: 9 })).items;
    expect(calls.at(-1)?.excerpt).toContain('… is no company');
    expect(JSON.stringify(calls)).not.toMatch(/canary|7f3a/i);
  });

  test('sends numbers, and true or false, as JSON has them, and null where a value is gone', async () => {
    const { store, connect, run, lane } = await openRestWorld(newFile(), crm);
    const row = { when: 'always' as const, cleared: 'clear' as const };
    const id = await connect({
      mapping: [
        ...restDefaults.mapping,
        { ...row, source: 'app_metadata.score', target: 'score', transforms: [{ kind: 'number' }] },
        {
          ...{ ...row, source: 'email_verified', target: 'newsletter' },
          transforms: [{ kind: 'yes_no', yes: 'true', no: 'false' }],
        },
      ],
    });
    run();
    await recordUser(store, 'evt_1', { ...oldAda, app_metadata: { score: 7 } }, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    expect(await contact(42)).toMatchObject({ score: 7, newsletter: true });
    await recordUser(store, 'evt_2', { ...oldAda, app_metadata: {} }, { at: 1 });
    await vi.waitFor(async () => expect(await contact(42)).toMatchObject({ score: null }), waitUntil);
  });

  test('an answer that the settings do not fit holds the connector, and makes nobody twice', async () => {
    const { store, connect, run } = await openRestWorld(newFile(), crm);
    const id = await connect();
    await crm.control('PATCH', 'config', { envelope: 'data' });
    run();
    await recordUser(store, 'evt_1', oldAda, { type: 'user.created' });
    // Without its envelope, the answer is one record that has no address.
    await vi.waitFor(
      async () => expect(await store.getConnector(id)).toMatchObject({ holdReason: 'schema_changed' }),
      waitUntil,
    );
    expect(await crm.contacts()).toHaveLength(2);
  });

  test.each([
    ['basic', { kind: 'basic' as const, user: 'crm' }],
    ['header', { kind: 'header' as const, name: 'X-Api-Key' }],
  ])('the secret goes along as %s, and values stand in an envelope', async (_, auth) => {
    await crm.control('PATCH', 'config', { envelope: 'data' });
    const { store, connect, run, lane } = await openRestWorld(newFile(), crm);
    const id = await connect({
      auth,
      create: { method: 'POST', path: '/contacts', body: '/data' },
      update: { method: 'PATCH', path: '/contacts/{id}', body: '/data' },
      answers: { ...restDefaults.answers, list: '/data', record: '/data' },
    });
    run();
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '101' });
    await recordUser(store, 'evt_2', { ...adaUser, family_name: 'King' }, { at: 1 });
    await vi.waitFor(async () => expect(await contact(101)).toMatchObject({ last_name: 'King' }), waitUntil);
  });
});
