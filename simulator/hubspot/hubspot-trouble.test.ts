import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { createHubspotClient, type HubspotClient, objectsIn, SIM_KEY } from '../testing/hubspot-client.ts';

const CONTACTS = '/crm/objects/2026-09/contacts';

let simulator: RunningSimulator;
let hubspot: HubspotClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  hubspot = createHubspotClient(simulator.url);
});

beforeEach(() =>
  hubspot.control('POST', 'reset', {
    contacts: [{ id: '42', properties: { email: 'ada@old.test', firstname: 'Ada' } }],
  }),
);

afterAll(() => simulator.stop());

const trouble = (respond: object, more: object = { times: 1 }) =>
  hubspot.control('POST', 'troubles', { respond, ...more });
const create = (email: string) => hubspot.unchecked('POST', CONTACTS, { properties: { email } });
const patch = (id: string, properties: object) => hubspot.unchecked('PATCH', `${CONTACTS}/${id}`, { properties });
const held = async (email: string) =>
  objectsIn((await hubspot.control('GET', `contacts?email=${email}`)).json, 'contacts');
const calls = async (query = '') => objectsIn((await hubspot.control('GET', `calls${query}`)).json, 'calls');

describe('a trouble', () => {
  it.each([
    [{ status: 429 }, 429, { policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT' }],
    [{ status: 429, policyName: 'DAILY' }, 429, { policyName: 'DAILY', message: 'You have reached your daily limit.' }],
    [{ status: 401 }, 401, { category: 'INVALID_AUTHENTICATION' }],
    [{ status: 403 }, 403, { category: 'MISSING_SCOPES' }],
    [{ status: 409 }, 409, { message: 'Contact already exists.', category: 'CONFLICT' }],
    [{ status: 423 }, 423, { status: 'error' }],
    [{ status: 477 }, 477, { status: 'error' }],
    [{ status: 500 }, 500, { status: 'error' }],
    [{ status: 503 }, 503, { status: 'error' }],
    [{ status: 418, body: { odd: true } }, 418, { odd: true }],
  ])('answers %j and does nothing, once', async (respond, status, body) => {
    await trouble(respond);
    const met = await create('lin@x.test');
    expect([met.status, met.json]).toEqual([status, expect.objectContaining(body)]);
    expect(await held('lin@x.test')).toEqual([]);
    expect((await create('lin@x.test')).status).toBe(201);
  });

  it('says when to come back if it is told to, and a migration always', async () => {
    await trouble({ status: 503, retryAfter: 90 });
    expect((await create('lin@x.test')).headers.get('retry-after')).toBe('90');
    await trouble({ status: 477 });
    expect((await create('lin@x.test')).headers.get('retry-after')).toBe('60');
    await trouble({ status: 429 });
    expect((await create('lin@x.test')).headers.get('retry-after')).toBeNull();
  });

  it.each([502, 504, 524])('answers a page for a %i', async (status) => {
    await trouble({ status });
    const { headers, text } = await create('lin@x.test');
    expect([headers.get('content-type'), text.includes(String(status))]).toEqual(['text/html; charset=utf-8', true]);
  });

  it('loses the answer after the deed, or the call before it', async () => {
    await trouble({ lost: true });
    await expect(create('lost@x.test')).rejects.toThrow();
    expect(await held('lost@x.test')).toHaveLength(1);
    await trouble({ drop: true });
    await expect(create('dropped@x.test')).rejects.toThrow();
    expect(await held('dropped@x.test')).toEqual([]);
    expect((await calls()).map(({ status, done }) => [status, done])).toEqual([
      [0, 201],
      [0, undefined],
    ]);
  });

  it('hangs until the client gives up', async () => {
    await trouble({ hang: true });
    const given = fetch(`${simulator.url}/hubspot${CONTACTS}/42`, {
      headers: { authorization: `Bearer ${SIM_KEY}` },
      signal: AbortSignal.timeout(150),
    });
    await expect(given).rejects.toThrow('timeout');
  });

  it('lets a call linger before the deed, or answers late after it', async () => {
    await trouble({ delayMs: 150 });
    const lingering = patch('42', { firstname: 'Old' });
    await expect.poll(async () => (await hubspot.control('GET', 'troubles')).json.troubles).toEqual([]);
    await patch('42', { firstname: 'New' });
    await lingering;
    expect((await held('ada@old.test'))[0]?.properties).toMatchObject({ firstname: 'Old' });
    await trouble({ lateMs: 150 });
    const late = patch('42', { firstname: 'Late' });
    await expect.poll(async () => (await held('ada@old.test'))[0]?.properties).toMatchObject({ firstname: 'Late' });
    expect((await late).status).toBe(200);
  });

  it('hides a record from reading alone', async () => {
    await trouble({ hide: ['42'] }, { times: 1, match: { method: 'GET', contains: 'ada@old.test' } });
    expect((await hubspot.call('GET', `${CONTACTS}/42`)).status).toBe(200);
    expect((await hubspot.call('GET', `${CONTACTS}/ada%40old.test?idProperty=email`)).status).toBe(404);
    expect((await create('ada@old.test')).json.message).toBe('Contact already exists. Existing ID: 42');
  });

  it('meets the method, path and text it is for, after as many calls as it lets pass', async () => {
    const match = { method: 'PATCH', path: '/crm/*/contacts/42', contains: '"phone"' };
    await trouble({ status: 500 }, { match, skip: 1 });
    const statuses: number[] = [];
    for (const properties of [{ phone: '1' }, { firstname: 'A' }, { phone: '2' }, { phone: '3' }]) {
      statuses.push((await patch('42', properties)).status);
    }
    expect(statuses).toEqual([200, 200, 500, 500]);
    await hubspot.control('DELETE', 'troubles');
    expect((await patch('42', { phone: '4' })).status).toBe(200);
  });

  it('breaks off in the middle of the JSON, or is a page', async () => {
    await trouble({ truncate: true });
    const cut = await patch('42', { firstname: 'A' });
    expect([cut.status, cut.text.startsWith('{"id":"42"'), cut.json]).toEqual([200, true, {}]);
    await trouble({ html: true });
    expect((await patch('42', { firstname: 'B' })).status).toBe(502);
  });
});

describe('an address asks for trouble', () => {
  it('crm429+: the first write meets the limit', async () => {
    expect((await create('crm429+ida@x.test')).json.policyName).toBe('TEN_SECONDLY_ROLLING');
    expect((await create('crm429+ida@x.test')).status).toBe(201);
  });

  it('crm500+: every write fails, and reading does not', async () => {
    await hubspot.control('POST', 'contacts', { id: '50', properties: { email: 'crm500+ida@x.test' } });
    for (const id of ['50', 'crm500%2Bida%40x.test?idProperty=email']) {
      expect((await patch(id, { firstname: 'A' })).status).toBe(500);
    }
    expect((await hubspot.call('GET', `${CONTACTS}/50`)).status).toBe(200);
  });

  it('crmlost+: the first write is done, and nobody hears of it', async () => {
    await expect(create('crmlost+ida@x.test')).rejects.toThrow();
    expect((await create('crmlost+ida@x.test')).status).toBe(409);
  });

  it('crmtaken+: reading by address finds nothing, creating says that it is there, the id is good', async () => {
    const byAddress = `${CONTACTS}/crmtaken%2Bida%40x.test?idProperty=email`;
    expect((await hubspot.call('GET', byAddress)).status).toBe(404);
    expect((await create('crmtaken+ida@x.test')).json.message).toBe('Contact already exists. Existing ID: 101');
    expect((await hubspot.call('GET', byAddress)).status).toBe(404);
    expect((await patch('101', { firstname: 'Ida' })).status).toBe(200);
  });

  it('crmarchived+: the contact is archived right after it was created, once', async () => {
    const { json } = await create('crmarchived+ida@x.test');
    expect((await patch(String(json.id), { firstname: 'Ida' })).status).toBe(404);
    expect((await hubspot.call('GET', `${CONTACTS}/${String(json.id)}?archived=true`)).status).toBe(200);
    const again = await create('crmarchived+ida@x.test');
    expect((await patch(String(again.json.id), { firstname: 'Ida' })).status).toBe(200);
  });
});

describe('limits', () => {
  it('are told with every answer and kept, each with its policy', async () => {
    await hubspot.control('PATCH', 'config', { limits: { perTenSeconds: 2, searchPerSecond: 1 } });
    const { headers } = await hubspot.call('GET', `${CONTACTS}/42`);
    expect(headers.get('x-hubspot-ratelimit-max')).toBe('2');
    expect(headers.get('x-hubspot-ratelimit-remaining')).toBe('1');
    await hubspot.call('GET', `${CONTACTS}/42`);
    expect((await hubspot.call('GET', `${CONTACTS}/42`)).json.policyName).toBe('TEN_SECONDLY_ROLLING');
    await hubspot.call('POST', `${CONTACTS}/search`, {});
    expect((await hubspot.call('POST', `${CONTACTS}/search`, {})).json.policyName).toBe('SECONDLY');
  });

  it('of a day are kept until midnight over there, and say when to come back if the account is set so', async () => {
    await hubspot.control('PATCH', 'config', { retryAfter: true });
    await hubspot.control('POST', 'limits', { usedToday: 250_000 });
    const { status, json, headers } = await hubspot.call('GET', `${CONTACTS}/42`);
    expect([status, json.policyName]).toEqual([429, 'DAILY']);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds > 0 && seconds <= 86_400).toBe(true);
    await hubspot.control('PATCH', 'config', { clockSkewMs: seconds * 1000 });
    expect((await hubspot.call('GET', `${CONTACTS}/42`)).status).toBe(200);
  });
});

describe('the control API', () => {
  it('returns every call with who made it and what came of it, and no key', async () => {
    await hubspot.call('GET', `${CONTACTS}/42?properties=phone`);
    await patch('42', { phone: '1' });
    await hubspot.call('POST', `${CONTACTS}/batch/read`, { inputs: [{ id: '42' }] });
    const [read, written] = await calls();
    expect(read).toMatchObject({
      method: 'GET',
      path: `${CONTACTS}/42`,
      query: 'properties=phone',
      status: 200,
      key: 'Streamgauge',
    });
    expect(written).toMatchObject({ method: 'PATCH', body: { properties: { phone: '1' } }, status: 200 });
    expect((await calls('?writes=true')).map(({ method }) => method)).toEqual(['PATCH']);
    expect(JSON.stringify(await calls())).not.toContain(SIM_KEY);
    await hubspot.control('DELETE', 'calls');
    expect(await calls()).toEqual([]);
  });

  it('changes keys: fewer scopes, revoked, another one', async () => {
    const status = async (token = SIM_KEY) => (await hubspot.call('GET', `${CONTACTS}/42`, undefined, token)).status;
    await hubspot.control('POST', 'keys', { token: SIM_KEY, scopes: ['crm.schemas.contacts.read'] });
    expect(await status()).toBe(403);
    await hubspot.control('POST', 'keys', { token: SIM_KEY, revoked: true });
    expect(await status()).toBe(401);
    await hubspot.control('POST', 'keys', { token: 'pat-sim-new', scopes: ['crm.objects.contacts.read'] });
    expect(await status('pat-sim-new')).toBe(200);
    await hubspot.control('DELETE', 'keys/pat-sim-new');
    expect(await status('pat-sim-new')).toBe(401);
  });

  it('edits, merges and erases as a person in HubSpot does, and says what it refuses', async () => {
    await hubspot.control('PATCH', 'contacts/42', { properties: { phone: '9' }, additionalEmails: ['b@x.test'] });
    expect((await held('b@x.test'))[0]?.properties).toMatchObject({ phone: '9', hs_additional_emails: 'b@x.test' });
    await hubspot.control('POST', 'contacts', { id: '77', properties: { email: 'grace@x.test' } });
    const taken = await hubspot.control('PATCH', 'contacts/42', { properties: { email: 'grace@x.test' } });
    expect([taken.status, taken.json.message]).toEqual([409, 'Contact already exists. Existing ID: 77']);
    expect((await hubspot.control('POST', 'merge', { primary: 42, other: 77 })).json).toMatchObject({
      merged: ['42', '77'],
    });
    expect((await hubspot.control('POST', 'contacts/42/archive', {})).status).toBe(404);
    await hubspot.control('POST', 'contacts/101/erase', {});
    expect((await hubspot.control('GET', 'state')).json).toMatchObject({
      contacts: 0,
      erasedAddresses: expect.arrayContaining(['ada@old.test', 'b@x.test', 'grace@x.test']) as unknown,
    });
    expect((await hubspot.control('PATCH', 'config', { speed: 1 })).status).toBe(400);
    expect((await hubspot.control('POST', 'troubles', { respond: {} })).status).toBe(400);
  });

  it('is for this machine alone', async () => {
    const answer = await fetch(`${simulator.url}/__sim/hubspot/state`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  });
});
