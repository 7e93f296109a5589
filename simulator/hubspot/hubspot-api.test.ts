import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { objectOr } from '../ground/json.ts';
import { createHubspotClient, type HubspotClient, objectsIn } from '../testing/hubspot-client.ts';

const CONTACTS = '/crm/objects/2026-09/contacts';
const ADA = { id: '42', properties: { email: 'ada@old.test', firstname: 'Ada' }, additionalEmails: ['a@second.test'] };
const GRACE = { id: '77', properties: { email: 'grace@example.test', firstname: 'Grace' } };
const USER_ID = {
  name: 'auth0_user_id',
  label: 'Auth0 user ID',
  type: 'string',
  fieldType: 'text',
  groupName: 'contactinformation',
  hasUniqueValue: true,
};

let simulator: RunningSimulator;
let hubspot: HubspotClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  hubspot = createHubspotClient(simulator.url);
});

beforeEach(() =>
  hubspot.control('POST', 'reset', {
    contacts: [ADA, GRACE],
    config: { limits: { perTenSeconds: 10_000, searchPerSecond: 10_000 } },
  }),
);

afterAll(() => simulator.stop());

const byUser = (id: string) => `${CONTACTS}/${encodeURIComponent(id)}?idProperty=auth0_user_id`;
const property = (json: object, name: string) => objectOr(objectOr({ ...json }).properties)[name];

describe('a connector that has never been here', () => {
  it('makes its property, creates a contact, finds it by its own key and changes it', async () => {
    expect((await hubspot.call('GET', byUser('auth0|1'))).status).toBe(400);
    const group = { name: 'auth0', label: 'Auth0' };
    expect((await hubspot.call('POST', '/crm/properties/2026-09/contacts/groups', group)).status).toBe(201);
    const made = await hubspot.call('POST', '/crm/properties/2026-09/contacts', { ...USER_ID, groupName: 'auth0' });
    expect(made.json).toMatchObject({ name: 'auth0_user_id', hasUniqueValue: true, groupName: 'auth0' });
    expect((await hubspot.call('POST', '/crm/properties/2026-09/contacts', USER_ID)).status).toBe(409);
    expect((await hubspot.call('GET', byUser('auth0|1'))).status).toBe(404);

    const properties = { email: 'Lin@Example.test', firstname: 'Lin', auth0_user_id: 'auth0|1' };
    const created = await hubspot.call('POST', CONTACTS, { properties });
    expect([created.status, created.json.id]).toEqual([201, '101']);
    expect(created.headers.get('location')).toBe(`${simulator.url}/hubspot${CONTACTS}/101`);
    expect(property(created.json, 'email')).toBe('lin@example.test');

    expect((await hubspot.call('GET', byUser('auth0|1'))).json.id).toBe('101');
    expect((await hubspot.call('GET', byUser('auth0|2'))).status).toBe(404);
    const changed = await hubspot.call('PATCH', byUser('auth0|1'), { properties: { firstname: '', lastname: 'Wu' } });
    expect(changed.json.properties).toMatchObject({ firstname: null, lastname: 'Wu' });
    const [held] = objectsIn((await hubspot.control('GET', 'contacts?email=lin@example.test')).json, 'contacts');
    expect(held?.properties).toMatchObject({ auth0_user_id: 'auth0|1', lastname: 'Wu' });
  });

  it('learns the account, its limits and its properties', async () => {
    await hubspot.control('PATCH', 'config', { timeZone: 'Asia/Kolkata', portalId: 7 });
    const { json } = await hubspot.call('GET', '/account-info/v3/details');
    expect(json).toMatchObject({
      portalId: 7,
      timeZone: 'Asia/Kolkata',
      utcOffset: '+05:30',
      utcOffsetMilliseconds: 19_800_000,
    });
    const known = await hubspot.call('GET', '/crm/v3/properties/contacts');
    const names = objectsIn(known.json, 'results').map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['email', 'firstname', 'lastname', 'phone', 'lifecyclestage', 'company']),
    );
    expect(names).not.toContain('auth0_user_id');
    await hubspot.call('POST', '/crm/v3/properties/contacts', USER_ID);
    expect((await hubspot.call('DELETE', '/crm/v3/properties/contacts/auth0_user_id')).status).toBe(204);
    const refused = await hubspot.call('PATCH', `${CONTACTS}/42`, { properties: { auth0_user_id: 'auth0|1' } });
    expect(objectsIn(refused.json, 'errors')[0]).toMatchObject({
      code: 'PROPERTY_DOESNT_EXIST',
      context: { propertyName: ['auth0_user_id'] },
    });
    expect((await hubspot.call('DELETE', '/crm/v3/properties/contacts/email')).status).toBe(400);
  });
});

describe('reading', () => {
  it('finds a contact by id, by either address whatever its case, and not by a name', async () => {
    for (const path of ['42', 'ADA%40old.test?idProperty=email', 'a%40second.test?idProperty=email']) {
      expect((await hubspot.call('GET', `${CONTACTS}/${path}`)).json.id).toBe('42');
    }
    expect((await hubspot.call('GET', `${CONTACTS}/Ada?idProperty=firstname`)).status).toBe(400);
    expect((await hubspot.call('GET', `${CONTACTS}/43`)).json).toMatchObject({ message: 'resource not found' });
    expect((await hubspot.call('GET', `${CONTACTS}/ada`)).json).toMatchObject({
      message: 'Object not found.  objectId are usually numeric.',
      context: { id: ['ada'] },
    });
  });

  it('answers the properties asked for, null where one is empty, nothing where one is unknown', async () => {
    const { json } = await hubspot.call('GET', `${CONTACTS}/42?properties=phone,hs_additional_emails&properties=nope`);
    expect(Object.keys(objectOr(json.properties))).toEqual([
      'createdate',
      'hs_additional_emails',
      'hs_object_id',
      'lastmodifieddate',
      'phone',
    ]);
    expect(json.properties).toMatchObject({ phone: null, hs_additional_emails: 'a@second.test' });
  });

  it('lists in pages that begin with the next id', async () => {
    const first = await hubspot.call('GET', `${CONTACTS}?limit=1`);
    expect([objectsIn(first.json, 'results')[0]?.id, objectOr(objectOr(first.json.paging).next).after]).toEqual([
      '42',
      '77',
    ]);
    const second = await hubspot.call('GET', `${CONTACTS}?limit=1&after=77`);
    expect([objectsIn(second.json, 'results')[0]?.id, second.json.paging]).toEqual(['77', undefined]);
  });

  it('hides an archived contact, except from those who ask for archived ones', async () => {
    expect((await hubspot.call('DELETE', `${CONTACTS}/42`)).status).toBe(204);
    expect((await hubspot.call('DELETE', `${CONTACTS}/42`)).status).toBe(204);
    expect((await hubspot.call('GET', `${CONTACTS}/42`)).status).toBe(404);
    expect((await hubspot.call('PATCH', `${CONTACTS}/42`, { properties: { firstname: 'A' } })).status).toBe(404);
    expect((await hubspot.call('GET', `${CONTACTS}/ada%40old.test?idProperty=email`)).status).toBe(404);
    expect((await hubspot.call('GET', `${CONTACTS}/42?archived=true`)).json).toMatchObject({
      id: '42',
      archived: true,
    });
    expect((await hubspot.call('GET', `${CONTACTS}/77?archived=true`)).status).toBe(404);
    expect(objectsIn((await hubspot.call('GET', `${CONTACTS}?archived=true`)).json, 'results')).toHaveLength(1);
    await hubspot.control('POST', 'contacts/42/restore', {});
    expect((await hubspot.call('GET', `${CONTACTS}/42`)).status).toBe(200);
  });
});

describe('writing', () => {
  it('refuses a known address with the id in the sentence alone', async () => {
    const { status, json } = await hubspot.call('POST', CONTACTS, { properties: { email: 'A@second.test' } });
    expect(status).toBe(409);
    expect(json).toMatchObject({ message: 'Contact already exists. Existing ID: 42', category: 'CONFLICT' });
    const taken = await hubspot.call('PATCH', `${CONTACTS}/42`, { properties: { email: 'grace@example.test' } });
    expect([taken.status, taken.json.message]).toEqual([409, 'Contact already exists. Existing ID: 77']);
  });

  it('names every value it refuses, in the message and beside it', async () => {
    const { status, json } = await hubspot.call('POST', CONTACTS, {
      properties: { email: 'nobody', lifecyclestage: 'fan', firstname: 'Fine', hs_object_id: 7 },
    });
    expect(status).toBe(400);
    expect(objectsIn(json, 'errors').map(({ code, context }) => [code, objectOr(context).propertyName])).toEqual([
      ['INVALID_EMAIL', ['email']],
      ['INVALID_OPTION', ['lifecyclestage']],
      ['READ_ONLY_VALUE', ['hs_object_id']],
    ]);
    expect(String(json.message)).toMatch(/^Property values were not valid: \[\{"isValid":false/);
  });

  it('reads numbers and flags as texts, and refuses null', async () => {
    const { json } = await hubspot.call('PATCH', `${CONTACTS}/42`, {
      properties: { phone: 117, hs_email_optout: true },
    });
    expect(json.properties).toMatchObject({ phone: '117', hs_email_optout: 'true' });
    expect((await hubspot.call('PATCH', `${CONTACTS}/42`, { properties: { phone: null } })).status).toBe(400);
  });

  it("asks a new contact for a name or an address, and from 2026-09 on for what the account's admin wants", async () => {
    expect((await hubspot.call('POST', CONTACTS, { properties: { phone: '1' } })).status).toBe(400);
    await hubspot.control('PATCH', 'config', { requiredOnCreate: ['company'] });
    const { status, json } = await hubspot.call('POST', CONTACTS, { properties: { email: 'n@x.test' } });
    expect([status, json.category]).toEqual([400, 'VALIDATION_ERROR']);
    expect(objectsIn(json, 'errors')[0]).toMatchObject({ context: { propertyName: ['company'] } });
    const older = '/crm/objects/2026-03/contacts';
    expect((await hubspot.call('POST', older, { properties: { email: 'n@x.test' } })).status).toBe(201);
  });

  it('merges, and lets the old ids lead on or end', async () => {
    const merge = { primaryObjectId: '42', objectIdToMerge: '77' };
    const { json } = await hubspot.call('POST', `${CONTACTS}/merge`, merge);
    expect(json.id).toBe('101');
    expect(property(json, 'hs_merged_object_ids')).toBe('42;77');
    expect((await hubspot.call('GET', `${CONTACTS}/77`)).json.id).toBe('101');
    await hubspot.control('PATCH', 'config', { mergedIds: 'gone' });
    expect((await hubspot.call('GET', `${CONTACTS}/77`)).status).toBe(404);
    expect((await hubspot.call('GET', `${CONTACTS}/77?archived=true`)).status).toBe(404);
    expect((await hubspot.call('GET', `${CONTACTS}/grace%40example.test?idProperty=email`)).json.id).toBe('101');
  });

  it('deletes for good, by id or address, and takes the address no more', async () => {
    expect((await hubspot.call('POST', `${CONTACTS}/gdpr-delete`, { objectId: '42' })).status).toBe(204);
    const byAddress = { objectId: 'new@x.test', idProperty: 'email' };
    expect((await hubspot.call('POST', `${CONTACTS}/gdpr-delete`, byAddress)).status).toBe(204);
    expect((await hubspot.call('GET', `${CONTACTS}/42?archived=true`)).status).toBe(404);
    for (const email of ['ada@old.test', 'a@second.test', 'new@x.test']) {
      expect((await hubspot.call('POST', CONTACTS, { properties: { email } })).status).toBe(400);
    }
  });
});
