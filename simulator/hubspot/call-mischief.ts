import { objectOr, textOf } from '../ground/json.ts';
import { type Answer, html } from '../http/answer.ts';
import { type ApiRequest, decodeSegment } from '../http/route.ts';
import { HubspotError, limitReached, scopesMissing, unauthenticated } from './hubspot-error.ts';
import type { Portal } from './portal.ts';
import { type CrmSentinel, crmSentinelOf } from './sentinels.ts';
import { CONTACT_SCOPES } from './service-keys.ts';
import type { TroubleAnswer } from './troubles.ts';

/** What HubSpot's front answers when what is behind it does not. */
export const gatewayPage = (status: number): Answer =>
  html(status, `<html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`);

const SINGLE = /^\/crm\/(?:v3\/objects|objects\/[\d-]+)\/[^/]+(?:\/([^/]+))?$/;
const GATEWAY = [502, 504, 521, 522, 523, 524, 525, 526];

function usualRefusal({ status, policy }: TroubleAnswer, portal: Portal): HubspotError {
  const { portalId, scopeNaming } = portal.settings;
  switch (status) {
    case 401:
      return unauthenticated();
    case 403:
      return scopesMissing([CONTACT_SCOPES[1]], scopeNaming);
    case 404:
      return new HubspotError(404, 'resource not found');
    case 409:
      return new HubspotError(409, 'Contact already exists.', { category: 'CONFLICT' });
    case 423:
      return new HubspotError(423, 'The resource is locked by other requests.', { category: 'LOCKED' });
    case 429:
      return limitReached(policy, portalId);
    case 477:
      return new HubspotError(477, 'This account is being migrated.', {}, { 'retry-after': '60' });
    case 503:
      return new HubspotError(503, 'Service temporarily unavailable');
    default:
      return new HubspotError(status, 'internal error');
  }
}

/** The answer of a trouble that names a status: with its own body, or the one HubSpot would send. */
export function troubleAnswer(trouble: TroubleAnswer, portal: Portal, correlationId: string): Answer {
  const { status, headers, body } = trouble;
  if (body !== undefined) return { status, headers, body };
  const usual = GATEWAY.includes(status) ? gatewayPage(status) : usualRefusal(trouble, portal).answer(correlationId);
  return { ...usual, headers: { ...usual.headers, ...headers } };
}

/** An answer that breaks off in the middle of its JSON. */
export function halfOf(answer: Answer): Answer {
  const whole = answer.body === undefined ? '{"results":[]}' : JSON.stringify(answer.body);
  const body = whole.slice(0, Math.ceil(whole.length / 2));
  return { status: answer.status, headers: { 'content-type': 'application/json', ...answer.headers }, body };
}

/** What an address asks for, in a call that writes one contact. */
export interface AskedMischief {
  email: string;
  sentinel: CrmSentinel;
  /** No write about this address came before. */
  first: boolean;
}

/** The primary address of the record that a path names. */
function addressBehind(portal: Portal, segment: string, idProperty: string | null): string | undefined {
  const key = decodeSegment(segment) ?? '';
  const contact = idProperty === null ? portal.contacts.get(key) : portal.contacts.holderOf(idProperty, key);
  return contact?.values.email;
}

function writtenAddress(portal: Portal, { method, path, query, body }: ApiRequest): string | undefined {
  const single = SINGLE.exec(path);
  const segment = single?.[1];
  const isWrite = segment === undefined ? method === 'POST' : method === 'PATCH';
  if (!single || !isWrite) return undefined;
  const named = textOf(objectOr(objectOr(body).properties).email);
  return named ?? (segment === undefined ? undefined : addressBehind(portal, segment, query.get('idProperty')));
}

/** The trouble an address asks for, if this call meets it; counts it. */
export function takeSentinel(portal: Portal, request: ApiRequest): AskedMischief | undefined {
  const email = writtenAddress(portal, request)?.toLowerCase();
  const sentinel = crmSentinelOf(email);
  if (email === undefined || !sentinel) return undefined;
  const first = !portal.sentinelsMet.has(email);
  portal.sentinelsMet.add(email);
  return { email, sentinel, first };
}
