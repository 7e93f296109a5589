import { flagOf, isObject, type JsonObject, listOf, numberOf, objectOr, textOf, without } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { Fault } from '../management/fault.ts';
import { type Crm, CRM_TOKEN } from '../rest-crm/crm.ts';
import { CrmError } from '../rest-crm/crm-error.ts';

const PREFIX = '/__sim/crm';

const ok = (body: unknown): Answer => ({ status: 200, body });

const stateOf = (crm: Crm): object => ({
  contacts: crm.list().length,
  calls: crm.calls.list().length,
  token: CRM_TOKEN,
  revoked: crm.isRevoked,
  envelope: crm.settings.envelope,
});

/** `{contacts: [{id?, …}]}`, or one of them. */
function putContacts(crm: Crm, body: JsonObject): Answer {
  const given = listOf(body.contacts) ?? [body];
  const made = given.map((entry) => {
    if (!isObject(entry)) throw new Fault(400, 'A contact is a JSON object.');
    return crm.create(without(entry, 'id'), numberOf(entry.id));
  });
  return { status: 201, body: { contacts: made } };
}

/** `{envelope?: text | null, revoked?: yes or no}`. */
function changeConfig(crm: Crm, body: JsonObject): Answer {
  if (body.envelope !== undefined) crm.settings.envelope = textOf(body.envelope) ?? null;
  crm.isRevoked = flagOf(body.revoked) ?? crm.isRevoked;
  return ok(stateOf(crm));
}

function reset(crm: Crm, body: JsonObject): Answer {
  crm.reset();
  if (body.contacts !== undefined) putContacts(crm, body);
  return changeConfig(crm, body);
}

function addTrouble(crm: Crm, body: unknown): Answer {
  const problem = crm.troubles.add(body);
  if (problem !== undefined) throw new Fault(400, problem);
  return { status: 201, body: {} };
}

function done(act: () => void): Answer {
  act();
  return { status: 204 };
}

type Handle = (body: JsonObject, request: ApiRequest) => Answer;

function routes(crm: Crm): [method: string, path: string, handle: Handle][] {
  const id = ({ params }: ApiRequest) => params.id ?? '';
  return [
    ['GET', '/state', () => ok(stateOf(crm))],
    ['POST', '/reset', (body) => reset(crm, body)],
    ['PATCH', '/config', (body) => changeConfig(crm, body)],
    ['GET', '/contacts', () => ok({ contacts: crm.list() })],
    ['POST', '/contacts', (body) => putContacts(crm, body)],
    ['PATCH', '/contacts/:id', (body, request) => ok(crm.update(id(request), body))],
    ['DELETE', '/contacts/:id', (_body, request) => done(() => crm.remove(id(request)))],
    ['GET', '/calls', () => ok({ calls: crm.calls.list() })],
    ['DELETE', '/calls', () => done(() => crm.calls.clear())],
    ['POST', '/troubles', (body) => addTrouble(crm, body)],
    ['DELETE', '/troubles', () => done(() => crm.troubles.clear())],
  ];
}

/** What is refused is told in the words of the API that it was refused by. */
function inOurWords(handle: Handle): Route['handle'] {
  return (request) => {
    try {
      return handle(objectOr(request.body), request);
    } catch (error) {
      if (error instanceof CrmError) throw new Fault(error.status, error.message);
      throw error;
    }
  };
}

/** The control API of the small CRM, under `/__sim/crm`. */
export const crmControlRoutes = (crm: Crm): Route[] =>
  routes(crm).map(([method, path, handle]) => ({ method, path: `${PREFIX}${path}`, handle: inOurWords(handle) }));
