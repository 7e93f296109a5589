import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { objectOr } from '../ground/json.ts';
import { createHubspotClient, type HubspotClient, objectsIn } from '../testing/hubspot-client.ts';

const CONTACTS = '/crm/objects/2026-09/contacts';

let simulator: RunningSimulator;
let hubspot: HubspotClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  hubspot = createHubspotClient(simulator.url);
});

beforeEach(() =>
  hubspot.control('POST', 'reset', {
    contacts: [
      { id: 42, properties: { email: 'ada@old.test', firstname: 'Ada', company: 'Engines' } },
      { id: 77, properties: { email: 'grace@example.test', firstname: 'Grace', lifecyclestage: 'customer' } },
    ],
    config: { limits: { perTenSeconds: 10_000, searchPerSecond: 10_000 } },
  }),
);

afterAll(() => simulator.stop());

const batch = (act: string, body: object) => hubspot.call('POST', `${CONTACTS}/batch/${act}`, body);
const idsOf = (json: Parameters<typeof objectsIn>[0]) => objectsIn(json, 'results').map(({ id }) => id);
const count = async () => (await hubspot.control('GET', 'state')).json.contacts;
const user = (email: string, trace?: string) => ({
  properties: { email, firstname: 'X' },
  ...(trace !== undefined && { objectWriteTraceId: trace }),
});

describe('a batch', () => {
  it('reads by id or address, and names those that are not there beside the others', async () => {
    const { status, json } = await batch('read', { inputs: [{ id: '42' }, { id: '43' }, { id: 'x' }] });
    expect([status, idsOf(json), json.numErrors]).toEqual([207, ['42'], 1]);
    expect(objectsIn(json, 'errors')[0]).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { ids: ['43', 'x'] } });
    const byAddress = await batch('read', {
      idProperty: 'email',
      properties: ['firstname'],
      inputs: [{ id: 'ADA@old.test' }, { id: 'grace@example.test' }],
    });
    expect([byAddress.status, idsOf(byAddress.json)]).toEqual([200, ['42', '77']]);
  });

  it.each(['read', 'update', 'upsert', 'archive'])('to %s refuses an input that is named twice', async (act) => {
    const input = { id: 'Ada@old.test', idProperty: 'email', properties: { firstname: 'A' } };
    const twice = [input, { ...input, id: 'ada@old.test' }];
    const { status, json } = await batch(act, { inputs: twice, idProperty: 'email' });
    expect([status, json.context]).toEqual([400, { ids: ['ada@old.test'] }]);
  });

  it('has 1 to 100 inputs', async () => {
    const inputs = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    expect((await batch('read', { inputs })).status).toBe(400);
    expect((await batch('read', { inputs: inputs.slice(1) })).status).toBe(207);
    expect((await batch('read', { inputs: [] })).status).toBe(400);
  });

  it('creates all or nothing, unless every input has a trace id', async () => {
    const created = await batch('create', { inputs: [user('a@x.test'), user('b@x.test')] });
    expect([created.status, idsOf(created.json)]).toEqual([201, ['101', '102']]);
    const sunk = await batch('create', { inputs: [user('c@x.test'), user('ada@old.test')] });
    expect([sunk.status, sunk.json.message, await count()]).toEqual([
      409,
      'Contact already exists. Existing ID: 42',
      4,
    ]);
    const told = await batch('create', { inputs: [user('c@x.test', 't1'), user('ada@old.test', 't2')] });
    expect([told.status, await count()]).toEqual([207, 5]);
    expect(objectsIn(told.json, 'errors')).toEqual([
      expect.objectContaining({ category: 'CONFLICT', context: { objectWriteTraceId: ['t2'] } }),
    ]);
  });

  it('updates what is there, names what is not, and says nothing of an id that ended in a merge', async () => {
    await hubspot.control('POST', 'contacts', { id: '50', properties: { email: 'x@x.test' } });
    await hubspot.control('PATCH', 'config', { mergeKeepsPrimary: true });
    await hubspot.control('POST', 'merge', { primary: '42', other: '50' });
    const inputs = ['42', '43', '50'].map((id) => ({ id, properties: { firstname: 'A' } }));
    const { status, json } = await batch('update', { inputs });
    expect([status, idsOf(json)]).toEqual([207, ['42']]);
    expect(objectsIn(json, 'errors').map(({ context }) => context)).toEqual([{ ids: ['43'] }]);
    const sunk = await batch('update', {
      inputs: [
        { id: '42', properties: { firstname: 'B' } },
        { id: '77', properties: { nope: '1' } },
      ],
    });
    expect(sunk.status).toBe(400);
    expect(objectOr((await hubspot.call('GET', `${CONTACTS}/42`)).json.properties).firstname).toBe('A');
  });

  it('upserts, telling the new from the known, and by address whole or not at all', async () => {
    const input = (id: string, properties: object) => ({ id, idProperty: 'email', properties, objectWriteTraceId: id });
    const both = await batch('upsert', { inputs: [input('Ada@old.test', { phone: '1' }), input('new@x.test', {})] });
    expect(objectsIn(both.json, 'results').map((entry) => [entry.id, entry.new])).toEqual([
      ['42', false],
      ['101', true],
    ]);
    const sunk = await batch('upsert', { inputs: [input('third@x.test', {}), input('ada@old.test', { nope: '1' })] });
    expect([sunk.status, await count()]).toEqual([400, 3]);
  });

  it('archives, and does not mind what is not there', async () => {
    expect((await batch('archive', { inputs: [{ id: '42' }, { id: '43' }] })).status).toBe(204);
    expect(await count()).toBe(1);
  });
});

describe('search', () => {
  const search = (body: object) => hubspot.call('POST', `${CONTACTS}/search`, body);
  const filter = (propertyName: string, operator: string, more: object = {}) => ({
    filterGroups: [{ filters: [{ propertyName, operator, ...more }] }],
  });

  it('lags behind: a new contact is there later, while reading by address finds it at once', async () => {
    await hubspot.control('PATCH', 'config', { searchLagMs: 300 });
    await hubspot.call('POST', CONTACTS, { properties: { email: 'lin@x.test' } });
    const byAddress = filter('email', 'EQ', { value: 'LIN@x.test' });
    expect((await search(byAddress)).json.total).toBe(0);
    expect((await hubspot.call('GET', `${CONTACTS}/lin%40x.test?idProperty=email`)).status).toBe(200);
    await expect.poll(async () => (await search(byAddress)).json.total).toBe(1);
  });

  it.each([
    [filter('firstname', 'EQ', { value: 'ada' }), ['42']],
    [filter('firstname', 'NEQ', { value: 'ada' }), ['77']],
    [filter('company', 'HAS_PROPERTY'), ['42']],
    [filter('company', 'NOT_HAS_PROPERTY'), ['77']],
    [filter('lifecyclestage', 'IN', { values: ['customer', 'other'] }), ['77']],
    [filter('lifecyclestage', 'NOT_IN', { values: ['customer'] }), ['42']],
    [filter('email', 'CONTAINS_TOKEN', { value: '*@example.test' }), ['77']],
    [filter('hs_object_id', 'GT', { value: '42' }), ['77']],
    [filter('hs_object_id', 'BETWEEN', { value: '1', highValue: '50' }), ['42']],
    [{ query: 'grace' }, ['77']],
    [{ sorts: [{ propertyName: 'firstname', direction: 'DESCENDING' }] }, ['77', '42']],
    [{ sorts: ['firstname'], limit: 1, after: '1' }, ['77']],
  ])('answers %j', async (body, ids) => {
    await hubspot.control('PATCH', 'config', { searchLagMs: 0 });
    expect(idsOf((await search(body)).json)).toEqual(ids);
  });

  it('pages, ends after 10,000 results, and refuses properties and operators it does not know', async () => {
    await hubspot.control('PATCH', 'config', { searchLagMs: 0 });
    const page = await search({ limit: 1 });
    expect([page.json.total, page.json.paging]).toEqual([2, { next: { after: '1' } }]);
    for (const body of [
      { after: '9999' },
      filter('nope', 'EQ'),
      filter('email', 'LIKE'),
      { query: 'x'.repeat(3000) },
    ]) {
      expect((await search(body)).status).toBe(400);
    }
  });

  it('never shows an archived contact', async () => {
    await hubspot.control('PATCH', 'config', { searchLagMs: 0 });
    await hubspot.call('DELETE', `${CONTACTS}/42`);
    expect(idsOf((await search({})).json)).toEqual(['77']);
  });
});
