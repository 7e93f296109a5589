import type { z } from 'zod';
import {
  account,
  batch,
  contact,
  contactList,
  group,
  hubspotError,
  listOfGroups,
  listOfProperties,
  property,
  searchResult,
  tokenInfo,
  usage,
} from './hubspot-shapes.ts';

export interface HubspotEndpoint {
  method: string;
  /** Below the base URL, in the form of 2026-09; parameters with a colon. */
  path: string;
  ok: number;
  /** Absent: an answer without a body. */
  body?: z.ZodType;
  /** One of the scopes that let in; absent: every key may. */
  scope?: string;
}

const CONTACTS = '/crm/objects/2026-09/:objectType';
const PROPERTIES = '/crm/properties/2026-09/:objectType';
const READ = 'crm.objects.contacts.read';
const WRITE = 'crm.objects.contacts.write';
const SCHEMA = 'crm.schemas.contacts.write';

/** Copied by hand from HubSpot's published descriptions of contacts, properties and account information (2026-09). */
export const hubspotEndpoints: readonly HubspotEndpoint[] = [
  { method: 'GET', path: CONTACTS, ok: 200, body: contactList, scope: READ },
  { method: 'POST', path: CONTACTS, ok: 201, body: contact, scope: WRITE },
  { method: 'GET', path: `${CONTACTS}/:id`, ok: 200, body: contact, scope: READ },
  { method: 'PATCH', path: `${CONTACTS}/:id`, ok: 200, body: contact, scope: WRITE },
  { method: 'DELETE', path: `${CONTACTS}/:id`, ok: 204, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/merge`, ok: 200, body: contact, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/gdpr-delete`, ok: 204, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/search`, ok: 200, body: searchResult, scope: READ },
  { method: 'POST', path: `${CONTACTS}/batch/read`, ok: 200, body: batch, scope: READ },
  { method: 'POST', path: `${CONTACTS}/batch/create`, ok: 201, body: batch, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/batch/update`, ok: 200, body: batch, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/batch/upsert`, ok: 200, body: batch, scope: WRITE },
  { method: 'POST', path: `${CONTACTS}/batch/archive`, ok: 204, scope: WRITE },
  { method: 'GET', path: PROPERTIES, ok: 200, body: listOfProperties, scope: READ },
  { method: 'POST', path: PROPERTIES, ok: 201, body: property, scope: SCHEMA },
  { method: 'GET', path: `${PROPERTIES}/:name`, ok: 200, body: property, scope: READ },
  { method: 'DELETE', path: `${PROPERTIES}/:name`, ok: 204, scope: SCHEMA },
  { method: 'GET', path: `${PROPERTIES}/groups`, ok: 200, body: listOfGroups, scope: READ },
  { method: 'POST', path: `${PROPERTIES}/groups`, ok: 201, body: group, scope: SCHEMA },
  { method: 'GET', path: `${PROPERTIES}/groups/:name`, ok: 200, body: group, scope: READ },
  { method: 'GET', path: '/account-info/2026-09/details', ok: 200, body: account },
  { method: 'GET', path: '/account-info/2026-09/api-usage/daily/private-apps', ok: 200, body: usage },
  { method: 'POST', path: '/oauth/v2/private-apps/get/access-token-info', ok: 200, body: tokenInfo },
];

/** The same place in another version. */
export const inVersion = (path: string, version: string): string =>
  version === 'v3'
    ? path.replace(/^\/crm\/(objects|properties)\/2026-09/, '/crm/v3/$1').replace('/2026-09/', '/v3/')
    : path.replace('/2026-09/', `/${version}/`);

const asLatest = (path: string): string =>
  path
    .replace(/^\/crm\/v3\/(objects|properties)/, '/crm/$1/2026-09')
    .replace('/v3/', '/2026-09/')
    .replace('/2026-03/', '/2026-09/');

function endpointOf(method: string, path: string): HubspotEndpoint | undefined {
  const given = asLatest(path).split('/');
  // A literal segment is closer than a parameter.
  const matching = hubspotEndpoints.filter((endpoint) => {
    const wanted = endpoint.path.split('/');
    const fits = wanted.every((part, index) => part.startsWith(':') || part === given[index]);
    return endpoint.method === method && wanted.length === given.length && fits;
  });
  const parameters = ({ path: pattern }: HubspotEndpoint) => pattern.split(':').length;
  return matching.sort((a, b) => parameters(a) - parameters(b))[0];
}

const LIMIT_HEADERS = ['daily', 'daily-remaining', 'interval-milliseconds', 'max', 'remaining'];

interface GivenAnswer {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
}

function bodyProblem({ ok, body }: HubspotEndpoint, { status, text }: GivenAnswer): string | undefined {
  const succeeded = status === ok || status === 207;
  if (succeeded && !body) return text === '' ? undefined : 'a body where none belongs';
  const shape = succeeded && body ? body : hubspotError;
  const { error } = shape.safeParse(JSON.parse(text));
  return error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function headerProblem({ path, status, headers }: GivenAnswer): string | undefined {
  const has = (name: string) => /^\d+$/.test(headers.get(`x-hubspot-ratelimit-${name}`) ?? '');
  if (!headers.get('x-hubspot-correlation-id')) return 'no correlation id';
  if (path.endsWith('/search')) return LIMIT_HEADERS.some(has) ? 'limit headers on a search' : undefined;
  return status === 401 || LIMIT_HEADERS.every(has) ? undefined : 'limit headers are missing';
}

/** Throws when an answer is not what HubSpot's description promises. */
export function checkHubspotAnswer(answer: GivenAnswer): void {
  const { method, path, status, text } = answer;
  const endpoint = endpointOf(method, path);
  const problem = endpoint ? (bodyProblem(endpoint, answer) ?? headerProblem(answer)) : 'no such endpoint';
  if (problem !== undefined) throw new Error(`${method} ${path} ${status} breaks the contract: ${problem}\n${text}`);
}
