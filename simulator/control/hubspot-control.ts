import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { flagOf, type JsonObject, numberOf, objectOr, textOf, textsOf } from '../ground/json.ts';
import { HubspotError } from '../hubspot/hubspot-error.ts';
import { changePortalSettings } from '../hubspot/portal-settings.ts';
import type { Portal } from '../hubspot/portal.ts';
import type { ServiceKey } from '../hubspot/service-keys.ts';
import { Fault } from '../management/fault.ts';
import type { Simulation } from '../program/simulation.ts';
import { contactAct, editContact, mergeContacts, putContacts, wholeContact } from './hubspot-contacts.ts';

const PREFIX = '/__sim/hubspot';

const ok = (body: unknown): Answer => ({ status: 200, body });

/** A trouble as JSON can tell it. */
const listTroubles = (portal: Portal) =>
  portal.troubles.list().map((trouble) => ({
    ...trouble,
    left: Number.isFinite(trouble.left) ? trouble.left : null,
    hide: [...trouble.hide],
  }));

function stateOf(portal: Portal): object {
  const { settings, keys, contacts, properties, calls, limits } = portal;
  const all = contacts.list();
  const live = all.filter((contact) => contact.archivedAtMs === undefined);
  return {
    config: settings,
    keys: keys.list(),
    contacts: live.length,
    archived: all.length - live.length,
    erasedAddresses: [...contacts.erasedAddresses],
    ownProperties: properties.list().filter((property) => !property.hubspotDefined),
    troubles: listTroubles(portal),
    calls: calls.list().length,
    usedToday: limits.usedToday(portal.now(), settings.timeZone),
  };
}

/** Begins anew, with what is asked for in its place. */
function reset(simulation: Simulation, body: JsonObject): Answer {
  const { portal } = simulation;
  simulation.resetPortal(body.contacts === undefined);
  if (body.contacts !== undefined) putContacts(portal, body);
  if (body.config !== undefined) changeConfig(portal, body.config);
  return ok(stateOf(portal));
}

function changeConfig(portal: Portal, patch: unknown): Answer {
  const problem = changePortalSettings(portal.settings, patch);
  if (problem !== undefined) throw new Fault(400, problem);
  return ok(portal.settings);
}

/** `{token, name?, scopes?, revoked?}`: a new key, or another life for a known one. */
function putKey(portal: Portal, body: JsonObject): Answer {
  const token = textOf(body.token);
  if (!token) throw new Fault(400, '"token" is needed.');
  const known = portal.keys.get(token);
  const key: ServiceKey = {
    token,
    name: textOf(body.name) ?? known?.name ?? 'A key',
    scopes: textsOf(body.scopes) ?? known?.scopes ?? [],
    revoked: flagOf(body.revoked) ?? known?.revoked ?? false,
  };
  portal.keys.put(key);
  return ok(key);
}

function listContacts(portal: Portal, { query }: ApiRequest): Answer {
  const email = query.get('email')?.toLowerCase();
  const archived = query.get('archived');
  const matching = portal.contacts
    .list()
    .filter(
      (contact) =>
        (email === undefined || contact.values.email === email || contact.additionalEmails.includes(email)) &&
        (archived === null || (contact.archivedAtMs !== undefined) === (archived === 'true')),
    );
  return ok({ contacts: matching.map(wholeContact) });
}

function listCalls(portal: Portal, { query }: ApiRequest): Answer {
  const method = query.get('method');
  const path = query.get('path') ?? '';
  const writes = query.get('writes') === 'true';
  const isWrite = (call: { method: string; path: string }) =>
    call.method !== 'GET' && !/\/(search|batch\/read)$/.test(call.path);
  const calls = portal.calls
    .list()
    .filter(
      (call) => (method === null || call.method === method) && call.path.includes(path) && (!writes || isWrite(call)),
    );
  return ok({ calls });
}

function addTrouble(portal: Portal, body: unknown): Answer {
  const trouble = portal.troubles.add(body);
  if (typeof trouble === 'string') throw new Fault(400, trouble);
  return { status: 201, body: { id: trouble.id } };
}

/** Pretends that other apps of the account have called so often today. */
function spend(portal: Portal, body: JsonObject): Answer {
  const usedToday = numberOf(body.usedToday);
  if (usedToday === undefined || usedToday < 0) throw new Fault(400, '"usedToday" is a number of calls.');
  portal.limits.setUsedToday(usedToday, portal.now(), portal.settings.timeZone);
  return ok(stateOf(portal));
}

function done(act: () => void): Answer {
  act();
  return { status: 204 };
}

type Handle = (body: JsonObject, request: ApiRequest) => Answer;

function contactControl(portal: Portal): [method: string, path: string, handle: Handle][] {
  const id = ({ params }: ApiRequest) => params.id ?? '';
  return [
    ['GET', '/contacts', (_body, request) => listContacts(portal, request)],
    ['POST', '/contacts', (body) => ({ status: 201, body: { contacts: putContacts(portal, body) } })],
    ['PATCH', '/contacts/:id', (body, request) => ok(editContact(portal, id(request), body))],
    ['POST', '/contacts/:id/:act', (_body, request) => ok(contactAct(portal, id(request), request.params.act ?? ''))],
    ['POST', '/merge', (body) => ok(mergeContacts(portal, body))],
    ['POST', '/properties', (body) => ({ status: 201, body: portal.createProperty(body) })],
    ['DELETE', '/properties/:id', (_body, request) => done(() => portal.archiveProperty(id(request)))],
  ];
}

function mannersControl(simulation: Simulation): [method: string, path: string, handle: Handle][] {
  const { portal } = simulation;
  return [
    ['GET', '/state', () => ok(stateOf(portal))],
    ['POST', '/reset', (body) => reset(simulation, body)],
    ['PATCH', '/config', (body) => changeConfig(portal, body)],
    ['PUT', '/config', (body) => changeConfig(portal, body)],
    ['GET', '/keys', () => ok({ keys: portal.keys.list() })],
    ['POST', '/keys', (body) => putKey(portal, body)],
    ['DELETE', '/keys/:token', (_body, { params }) => done(() => portal.keys.remove(params.token ?? ''))],
    ['POST', '/limits', (body) => spend(portal, body)],
    ['GET', '/calls', (_body, request) => listCalls(portal, request)],
    ['DELETE', '/calls', () => done(() => portal.calls.clear())],
    ['GET', '/troubles', () => ok({ troubles: listTroubles(portal) })],
    ['POST', '/troubles', (_body, request) => addTrouble(portal, request.body)],
    ['DELETE', '/troubles', () => done(() => portal.troubles.clear())],
    ['DELETE', '/troubles/:id', (_body, { params }) => done(() => portal.troubles.remove(Number(params.id)))],
  ];
}

/** What is refused is told in the words of the API that it was refused by. */
function inOurWords(handle: Handle): Route['handle'] {
  return (request) => {
    try {
      return handle(objectOr(request.body), request);
    } catch (error) {
      if (error instanceof HubspotError) throw new Fault(error.status, error.message);
      throw error;
    }
  };
}

/** The control API of the HubSpot stand-in, under `/__sim/hubspot`. */
export const hubspotControlRoutes = (simulation: Simulation): Route[] =>
  [...mannersControl(simulation), ...contactControl(simulation.portal)].map(([method, path, handle]) => ({
    method,
    path: `${PREFIX}${path}`,
    handle: inOurWords(handle),
  }));
