import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hubspotDefaults } from '../../../connectors/records/record-config';
import { type HubspotStandIn, startHubspot } from '../../testing/hubspot-stand-in';
import { addressGuard } from '../address-guard';
import { checkHubspot, mendHubspot } from './check-hubspot';
import { type HubspotParts } from './hubspot-request';

let hubspot: HubspotStandIn;

beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset([], { timeZone: 'Europe/Berlin' }));
afterAll(() => hubspot.stop());

const tokenInfo = '/oauth/v2/private-apps/get/access-token-info';
const check = (more: Partial<HubspotParts> = {}) => checkHubspot(hubspot.parts(more), hubspotDefaults);
const textsOf = ({ findings }: Awaited<ReturnType<typeof check>>, tone: string) =>
  findings.filter((finding) => finding.tone === tone).map(({ text }) => text);

const readOnly = { token: 'pat-sim-hubspot-read-only' };

it('finds a key that may do everything ready, and tells whose account it is', async () => {
  const answer = await check();
  expect(answer).toMatchObject({
    isReady: true,
    statement: null,
    hubspot: { portal: { id: '40404040', timeZone: 'Europe/Berlin', uiDomain: 'app.hubspot.com' }, missing: [] },
  });
  expect(answer.hubspot?.scopes.map(({ isGranted }) => isGranted)).toEqual([true, true, true, true]);
  expect(textsOf(answer, 'ok')).toContain('Connected to the HubSpot account 40404040 (Europe/Berlin).');
});

it('story 1: a key without the write scope is not ready, and nothing was written to find that out', async () => {
  const answer = await check(readOnly);
  expect(answer.isReady).toBe(false);
  expect(answer.hubspot?.scopes).toEqual([
    { name: 'crm.objects.contacts.read', isGranted: true, isNeeded: true },
    { name: 'crm.objects.contacts.write', isGranted: false, isNeeded: true },
    { name: 'crm.schemas.contacts.read', isGranted: true, isNeeded: true },
    { name: 'crm.schemas.contacts.write', isGranted: false, isNeeded: false },
  ]);
  expect(textsOf(answer, 'bad')).toEqual(['The key lacks crm.objects.contacts.write.']);
  const asked = (await hubspot.calls()).map(({ method, path }) => `${method} ${path}`);
  expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([`POST ${tokenInfo}`]);
});

it('says what cannot be told where HubSpot does not tell the scopes of a key', async () => {
  await hubspot.trouble({ status: 404 }, { match: { path: '/oauth/*' } });
  for (const more of [{}, readOnly]) {
    const answer = await check(more);
    expect(answer.isReady).toBe(true);
    expect(answer.hubspot?.scopes.map(({ isGranted }) => isGranted)).toEqual([true, null, true, null]);
    expect(textsOf(answer, 'warn')).toEqual([
      'HubSpot does not tell whether the key has crm.objects.contacts.write, and nothing is written to find out.',
    ]);
  }
});

it.each(['requiredGranularScopes', 'missingScopes', 'both'])(
  'a key without any scope lacks them all, by %s',
  async (scopeNaming) => {
    await hubspot.control('PATCH', 'config', { scopeNaming });
    await hubspot.control('POST', 'keys', { token: 'pat-nothing', scopes: [] });
    const answer = await check({ token: 'pat-nothing' });
    expect(textsOf(answer, 'bad')).toEqual([
      'The key lacks crm.objects.contacts.read.',
      'The key lacks crm.objects.contacts.write.',
      'The key lacks crm.schemas.contacts.read.',
    ]);
  },
);

it('a key that is unknown, and trouble on the way, are said in one sentence', async () => {
  const only = async (more: Partial<HubspotParts> = {}) => textsOf(await check(more), 'bad');
  expect(await only({ token: 'pat-unknown' })).toEqual([
    'HubSpot refused the key. Copy it anew: Development → Keys → Service keys.',
  ]);
  expect(await only({ baseUrl: 'http://127.0.0.1:9' })).toEqual([
    'HubSpot could not be asked: The connection was refused.',
  ]);
  await hubspot.trouble({ status: 429 });
  expect((await only())[0]).toMatch(/^HubSpot asks for a pause \(answered 429/);
  await hubspot.trouble({ hang: true });
  expect(await only({ patienceMs: 200 })).toEqual(['HubSpot could not be asked: no answer within 0.2 s.']);
  await hubspot.trouble({ truncate: true });
  expect((await only())[0]).toMatch(/^HubSpot could not be asked: answered 200/);
  await hubspot.trouble({ status: 500 }, { times: 1, match: { path: '/crm/properties/*' } });
  expect((await only())[0]).toMatch(/^HubSpot could not be asked: answered 500/);
  // No header takes a line break.
  expect((await only({ token: 'pat\nx' }))[0]).toMatch(/^HubSpot could not be asked/);
});

it('is not let through to another machine', async () => {
  const guard = { ...addressGuard([]), refuse: () => addressGuard([]).refuse(new URL('http://10.0.0.1')) };
  const [text] = textsOf(await check({ baseUrl: null, guard }), 'bad');
  expect(text).toContain('HubSpot could not be asked');
});

it('properties that are missing are named, and made when told: a second time nothing is left to make', async () => {
  await hubspot.control('POST', 'reset', { contacts: [] });
  const before = await check();
  expect(before).toMatchObject({
    isReady: false,
    hubspot: {
      missing: [
        { name: 'auth0_user_id', label: 'Auth0 user ID', isUnique: true },
        { name: 'auth0_status', label: 'Auth0 status', isUnique: false },
      ],
    },
  });
  const made = ['auth0_user_id', 'auth0_status'];
  expect(await mendHubspot(hubspot.parts(), hubspotDefaults)).toEqual({ kind: 'done', value: made });
  expect(await check()).toMatchObject({ isReady: true, hubspot: { missing: [] } });
  const posts = (await hubspot.calls()).filter(({ method, path }) => method === 'POST' && path !== tokenInfo);
  expect(posts.map(({ body }) => body)).toMatchObject([
    { name: 'auth0', label: 'Auth0' },
    { name: 'auth0_user_id', groupName: 'auth0', type: 'string', hasUniqueValue: true },
    { name: 'auth0_status', groupName: 'auth0', type: 'string', hasUniqueValue: false },
  ]);
  expect(await mendHubspot(hubspot.parts(), hubspotDefaults)).toEqual({ kind: 'done', value: [] });
});

it('what another one has made meanwhile is taken for made, and a lost answer is mended by the next try', async () => {
  await hubspot.control('POST', 'reset', { contacts: [] });
  await hubspot.trouble({ lost: true }, { times: 1, match: { method: 'POST', path: '*/groups' } });
  expect(await mendHubspot(hubspot.parts(), hubspotDefaults)).toMatchObject({ kind: 'stopped', status: null });
  await hubspot.trouble({ status: 409 }, { times: 1, match: { method: 'POST', contains: 'auth0_status' } });
  expect(await mendHubspot(hubspot.parts(), hubspotDefaults)).toMatchObject({ kind: 'done' });
});

it('nothing is made with a key that may not', async () => {
  await hubspot.control('POST', 'reset', { contacts: [] });
  const result = await mendHubspot(hubspot.parts(readOnly), hubspotDefaults);
  expect(result).toMatchObject({
    kind: 'stopped',
    judgement: { kind: 'hold', reason: 'scope_missing' },
    error: 'answered 403: the key lacks crm.schemas.contacts.write',
  });
});
