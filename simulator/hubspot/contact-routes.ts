import { textOf } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import { askedLimit, askedNames, asksForArchived, bodyOf, readProperties, requireContacts } from './call-input.ts';
import { allProperties, type Contact, type ContactBody, contactBody } from './contact.ts';
import { findContact, requireContact } from './find-contact.ts';
import { badInput, recordMissing } from './hubspot-error.ts';
import { type ApiVersion, type HubspotCall, type HubspotRoute, versioned } from './hubspot-route.ts';
import type { Portal } from './portal.ts';
import { CONTACT_SCOPES } from './service-keys.ts';

const [READ, WRITE] = CONTACT_SCOPES;
const NAMES = ['email', 'firstname', 'lastname'];

/** A contact as a call answers it. */
export const shown = (portal: Portal, contact: Contact, names?: readonly string[]): ContactBody =>
  contactBody(contact, { names, isDefined: (name) => portal.properties.get(name) !== undefined });

export const shownWhole = (portal: Portal, contact: Contact): ContactBody =>
  shown(portal, contact, Object.keys(allProperties(contact)));

const keyOf = (call: HubspotCall) => ({
  key: call.request.params.id ?? '',
  idProperty: call.request.query.get('idProperty') ?? undefined,
});

/** From 2026-09 on the admin's rules for new records bind API writes too; a name or an address is always needed. */
export function requireFields({ portal, version }: HubspotCall, given: Readonly<Record<string, string>>): void {
  const isSet = (name: string) => (given[name] ?? '') !== '';
  const rules = version === '2026-09' ? portal.settings.requiredOnCreate : [];
  const missing = [...(NAMES.some(isSet) ? [] : NAMES), ...rules.filter((name) => !isSet(name))];
  if (missing.length === 0) return;
  throw badInput('Error creating CONTACT. Some required properties were not set.', {
    errors: missing.map((name) => ({
      message: `Error creating CONTACT. ${name} is required`,
      code: 'REQUIRED_FIELD',
      context: { propertyName: [name] },
    })),
    context: { properties: missing },
  });
}

function list(call: HubspotCall): Answer {
  const { portal, request, hidden } = call;
  const limit = askedLimit(request.query.get('limit'), 10, 100);
  const after = Number(request.query.get('after') ?? 0);
  const archived = asksForArchived(call);
  const matching = portal.contacts
    .list()
    .filter(
      ({ id, archivedAtMs }) => (archivedAtMs !== undefined) === archived && Number(id) >= after && !hidden.has(id),
    )
    .sort((a, b) => Number(a.id) - Number(b.id));
  const next = matching[limit]?.id;
  const link = `${request.origin}/hubspot${request.path}?limit=${limit}&after=${next ?? ''}`;
  return {
    status: 200,
    body: {
      results: matching.slice(0, limit).map((contact) => shown(portal, contact, askedNames(call))),
      ...(next !== undefined && { paging: { next: { after: next, link } } }),
    },
  };
}

function read(call: HubspotCall): Answer {
  const contact = requireContact(call, { ...keyOf(call), archived: asksForArchived(call) });
  return { status: 200, body: shown(call.portal, contact, askedNames(call)) };
}

function create(call: HubspotCall): Answer {
  const { portal, request } = call;
  const given = readProperties(bodyOf(call).properties);
  requireFields(call, given);
  const contact = portal.contacts.create(given);
  const location = `${request.origin}/hubspot${request.path}/${contact.id}`;
  return { status: 201, headers: { location }, body: shownWhole(portal, contact) };
}

function update(call: HubspotCall): Answer {
  const given = readProperties(bodyOf(call).properties);
  const contact = call.portal.contacts.update(requireContact(call, keyOf(call)), given);
  return { status: 200, body: shown(call.portal, contact, Object.keys(given)) };
}

function archive(call: HubspotCall): Answer {
  const key = keyOf(call);
  const contact = findContact(call, key) ?? findContact(call, { ...key, archived: true });
  if (!contact) throw recordMissing();
  call.portal.contacts.archive(contact);
  return { status: 204 };
}

function merge(call: HubspotCall): Answer {
  const { portal } = call;
  const body = bodyOf(call);
  const primary = textOf(body.primaryObjectId);
  const other = textOf(body.objectIdToMerge);
  if (!primary || !other) throw badInput('primaryObjectId and objectIdToMerge are required');
  const contact = portal.contacts.merge(requireContact(call, { key: primary }), requireContact(call, { key: other }));
  return { status: 200, body: shownWhole(portal, contact) };
}

/** Documented: an address that no contact has is blocked all the same. */
function erase(call: HubspotCall): Answer {
  const { portal } = call;
  const body = bodyOf(call);
  const key = textOf(body.objectId);
  const idProperty = textOf(body.idProperty);
  if (!key) throw badInput('objectId is required');
  const contact = findContact(call, { key, idProperty }) ?? findContact(call, { key, idProperty, archived: true });
  if (contact) portal.contacts.erase(contact);
  else if (idProperty === 'email') portal.contacts.block(key);
  else throw recordMissing();
  return { status: 204 };
}

/** The endpoints for one contact at a time. */
export function contactRoutes(version: ApiVersion): HubspotRoute[] {
  const all = `${versioned(version, 'objects')}/:objectType`;
  const route = (method: string, path: string, scope: string, handle: (call: HubspotCall) => Answer): HubspotRoute => ({
    method,
    path: `${all}${path}`,
    version,
    scopes: [scope],
    handle: (call) => {
      requireContacts(call);
      return handle(call);
    },
  });
  return [
    route('GET', '', READ, list),
    route('POST', '', WRITE, create),
    route('POST', '/merge', WRITE, merge),
    route('POST', '/gdpr-delete', WRITE, erase),
    route('GET', '/:id', READ, read),
    route('PATCH', '/:id', WRITE, update),
    route('DELETE', '/:id', WRITE, archive),
  ];
}
