import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { hubspotEndpoints, inVersion } from '../testing/contract/hubspot-endpoints.ts';
import { createHubspotClient, type HubspotClient, SIM_KEY } from '../testing/hubspot-client.ts';
import { hubspotRoutes } from './carry-out.ts';
import { API_VERSIONS } from './hubspot-route.ts';

let simulator: RunningSimulator;
let hubspot: HubspotClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  hubspot = createHubspotClient(simulator.url);
  await hubspot.control('PATCH', 'config', { limits: { perTenSeconds: 10_000, searchPerSecond: 10_000 } });
  await hubspot.control('POST', 'keys', { token: 'no-scopes', scopes: [] });
});

afterAll(() => simulator.stop());

const line = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const inVersions = API_VERSIONS.flatMap((version) =>
  hubspotEndpoints.map((endpoint) => ({ ...endpoint, path: inVersion(endpoint.path, version) })),
);
// What has no version is there once.
const published = [...new Map(inVersions.map((endpoint) => [line(endpoint), endpoint])).values()];
/** The path of an endpoint with names of things that are not there. */
const pathOf = (pattern: string) =>
  pattern.replace(':objectType', 'contacts').replace(':id', '999').replace(':name', 'nothing');

it('serves what the published description names, in every version, and nothing else', () => {
  expect(hubspotRoutes().map(line).toSorted()).toEqual(published.map(line).toSorted());
});

describe.each(published)('$method $path', ({ method, path: pattern, scope }) => {
  const path = pathOf(pattern);
  const asked = path.endsWith('/access-token-info') ? { tokenKey: 'no-scopes' } : {};
  const body = method === 'GET' || method === 'DELETE' ? undefined : asked;

  it('is 401 without a key, with an unknown one and with a revoked one', async () => {
    await hubspot.control('POST', 'keys', { token: 'gone', scopes: [], revoked: true });
    for (const token of ['', 'unknown', 'gone']) {
      const { status, json } = await hubspot.call(method, path, body, token);
      expect([status, json.category]).toEqual([401, 'INVALID_AUTHENTICATION']);
    }
  });

  it('asks for its scope', async () => {
    const { status, json } = await hubspot.call(method, path, body, 'no-scopes');
    if (scope === undefined) expect(status).toBe(200);
    else {
      expect([status, json.category]).toEqual([403, 'MISSING_SCOPES']);
      expect(JSON.stringify(json.errors)).toContain(scope);
    }
  });

  it('refuses what it cannot do in the shape of an error', async () => {
    if (method === 'GET') return;
    const { status } = await hubspot.call(method, path, body);
    expect([200, 204, 400, 404]).toContain(status);
  });
});

describe('every version', () => {
  it('knows contacts by their names and their number, and no other records', async () => {
    for (const type of ['contacts', 'contact', '0-1']) {
      expect((await hubspot.call('GET', `/crm/objects/2026-09/${type}`)).status).toBe(200);
    }
    const { status, json } = await hubspot.call('GET', '/crm/objects/2026-09/deals');
    expect([status, json.message]).toEqual([400, 'Unable to infer object type from: deals']);
  });

  it('answers a page, and no error body, where nothing is', async () => {
    const { status, headers } = await hubspot.unchecked('GET', '/crm/v4/objects/contacts');
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it.each([
    ['both', true, true],
    ['requiredGranularScopes', true, false],
    ['missingScopes', false, true],
  ])('names missing scopes as %s', async (scopeNaming, granular, missing) => {
    await hubspot.control('PATCH', 'config', { scopeNaming });
    const { text } = await hubspot.call('GET', '/crm/v3/objects/contacts', undefined, 'no-scopes');
    expect([text.includes('requiredGranularScopes'), text.includes('missingScopes')]).toEqual([granular, missing]);
  });

  it('refuses a body that is no JSON', async () => {
    const answer = await fetch(`${simulator.url}/hubspot/crm/v3/objects/contacts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SIM_KEY}`, 'content-type': 'application/json' },
      body: '{"properties":',
    });
    expect([answer.status, (await answer.text()).includes('Invalid input JSON')]).toEqual([400, true]);
  });
});

describe('the scopes of a key', () => {
  const path = '/oauth/v2/private-apps/get/access-token-info';

  it('are told to every key', async () => {
    const { status, json } = await hubspot.call('POST', path, { tokenKey: SIM_KEY }, 'no-scopes');
    expect([status, json.scopes]).toEqual([200, expect.arrayContaining(['crm.objects.contacts.write'])]);
    expect((await hubspot.call('POST', path, { tokenKey: 'no-scopes' })).json.scopes).toEqual([]);
  });

  it('are not told of what is no key, and of none', async () => {
    expect((await hubspot.call('POST', path, { tokenKey: 'unknown' })).status).toBe(404);
    expect((await hubspot.call('POST', path, {})).status).toBe(400);
  });
});
