import { type ApiClient } from './api.ts';
import { connectorEnv } from './connector-acts.ts';
import { expect } from './fixtures.ts';
import { type Tenant } from './tenant.ts';

/** Settings of a server that may seal keys. Every test's server asks the simulator in HubSpot's place. */
export const hubspotEnv = connectorEnv;

export const wholeKey = 'pat-sim-hubspot';
export const readingKey = 'pat-sim-hubspot-read-only';

interface SeenCall {
  method: string;
  path: string;
  status: number;
  body?: unknown;
}

/** Requests that the stand-in has seen, the oldest first. */
export async function callsSeen(tenant: Tenant): Promise<SeenCall[]> {
  const { calls } = await tenant.control<{ calls: SeenCall[] }>('GET', '/hubspot/calls');
  return calls;
}

/** Requests that would have changed something there. The one that asks about a key has a body, and changes nothing. */
export async function writesSeen(tenant: Tenant): Promise<string[]> {
  return (await callsSeen(tenant))
    .filter(({ method, path }) => method !== 'GET' && !/token-info$|batch\/read$|search$/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Writes about contacts. */
export async function contactWrites(tenant: Tenant): Promise<string[]> {
  return (await writesSeen(tenant)).filter((call) => /objects/.test(call));
}

interface Contact {
  id: string;
  properties: Record<string, string>;
}

export async function contacts(tenant: Tenant): Promise<Contact[]> {
  const answer = await tenant.control<{ contacts: Contact[] }>('GET', '/hubspot/contacts');
  return answer.contacts;
}

/** What a new HubSpot connector is made with, whose portal was looked at. */
export const hubspotConfig = {
  kind: 'hubspot',
  portal: { id: '40404040', timeZone: 'UTC', uiDomain: 'app.hubspot.com' },
  mapping: [
    ['email', 'email', [{ kind: 'lower' }]],
    ['given_name', 'firstname', []],
    ['family_name', 'lastname', []],
    ['user_id', 'auth0_user_id', []],
    ['status', 'auth0_status', []],
  ].map(([source, target, transforms]) => ({ source, target, transforms, when: 'always', cleared: 'leave' })),
  policies: {
    ...{ filter: [], whenNew: 'create', whenKnown: 'create', whenDeleted: 'deactivate' },
    deactivation: { target: 'auth0_status', value: 'deleted' },
    ...{ withoutEmail: 'park', createUnverified: true, whenGone: 'review', whenShared: 'follow' },
    recordIdPath: 'app_metadata.crm_contact_id',
  },
};

/** Makes a HubSpot connector by the API with its properties, and starts it. */
export async function connectHubspot(admin: ApiClient): Promise<number> {
  const body = { name: 'HubSpot', token: wholeKey, config: hubspotConfig };
  const made = await admin.request('POST', '/api/connectors', { body });
  expect(made.status).toBe(201);
  const { connector } = (await made.json()) as { connector: { id: number } };
  expect((await admin.request('POST', `/api/connectors/${connector.id}/properties`)).status).toBe(200);
  expect((await admin.request('POST', `/api/connectors/${connector.id}/start`)).status).toBe(200);
  return connector.id;
}
