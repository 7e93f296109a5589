import type { Answer } from '../http/answer.ts';
import { type ApiRequest, findRoute, type Route } from '../http/route.ts';
import { type JsonObject, objectOr, textOf } from '../json.ts';
import { Fault, streamMissing } from '../management/fault.ts';
import { readAuthorization } from '../management/stream-input.ts';
import { isSeedName } from '../seeds/seed-tenant.ts';
import { changeSettings } from '../settings.ts';
import type { Simulation } from '../simulation.ts';
import { emitEvents, outletNamed } from './emit-events.ts';
import { injectDeliveries } from './inject-deliveries.ts';
import { stateOf } from './state.ts';
import { userAct } from './user-acts.ts';

const ok = (body: unknown): Answer => ({ status: 200, body });

function reset(simulation: Simulation, body: JsonObject): Answer {
  if (body.seed !== undefined && !isSeedName(body.seed)) throw new Fault(400, '"seed" is demo, stories or empty.');
  simulation.reset(body.seed);
  return ok(stateOf(simulation));
}

function config(simulation: Simulation, body: unknown): Answer {
  const problem = changeSettings(simulation.settings, body);
  if (problem !== undefined) throw new Fault(400, problem);
  simulation.bucket.refill();
  return ok(simulation.settings);
}

/** Changes what only the tenant's owner could: address, credential and tricks of one stream (default: the first). */
function changeStream(simulation: Simulation, body: JsonObject): Answer {
  const { tenant } = simulation;
  const named = body.id === undefined && body.stream === undefined ? tenant.outlets()[0] : outletNamed(tenant, body);
  if (!named) throw streamMissing();
  const { stream } = named;
  if (stream.destination.type === 'webhook') {
    const { destination } = stream;
    const endpoint = textOf(body.url) ?? destination.endpoint;
    const token = textOf(body.token);
    const authorization = token === undefined ? body.authorization : { method: 'bearer', token };
    stream.destination = {
      ...destination,
      endpoint,
      authorization: authorization === undefined ? destination.authorization : readAuthorization(authorization),
    };
  }
  if (body.status === 'disabled') named.disable();
  if (body.status === 'enabled' && !named.enable()) throw new Fault(409, 'Too many failed deliveries.');
  named.changeTricks(objectOr(body.tricks));
  return ok(stateOf(simulation));
}

function listCalls(simulation: Simulation, request: ApiRequest): Answer {
  const method = request.query.get('method');
  const path = request.query.get('path') ?? '';
  const calls = simulation.calls
    .list()
    .filter((call) => (method === null || call.method === method) && call.path.includes(path));
  return ok({ calls });
}

function addTrouble(simulation: Simulation, body: unknown): Answer {
  const trouble = simulation.troubles.add(body);
  if (typeof trouble === 'string') throw new Fault(400, trouble);
  return { status: 201, body: trouble };
}

function done(act: () => void): Answer {
  act();
  return { status: 204 };
}

function controlRoutes(simulation: Simulation): Route[] {
  const route = (method: string, path: string, handle: (body: JsonObject, request: ApiRequest) => Answer): Route => ({
    method,
    path: `/__sim/${path}`,
    handle: (request) => handle(objectOr(request.body), request),
  });
  return [
    route('GET', 'state', () => ok(stateOf(simulation))),
    route('POST', 'reset', (body) => reset(simulation, body)),
    route('PUT', 'config', (body) => config(simulation, body)),
    route('PATCH', 'config', (body) => config(simulation, body)),
    route('POST', 'stream', (body) => changeStream(simulation, body)),
    route('POST', 'events', (body) => ({ status: 202, body: { ids: emitEvents(simulation.tenant, body) } })),
    route('POST', 'deliveries', (body) => ({ status: 201, body: { ids: injectDeliveries(simulation.tenant, body) } })),
    route('POST', 'users', (body) => ok({ changes: userAct(simulation.tenant, body) })),
    route('GET', 'calls', (_body, request) => listCalls(simulation, request)),
    route('DELETE', 'calls', () => done(() => simulation.calls.clear())),
    route('GET', 'troubles', () => ok({ troubles: simulation.troubles.list() })),
    route('POST', 'troubles', (_body, request) => addTrouble(simulation, request.body)),
    route('DELETE', 'troubles', () => done(() => simulation.troubles.clear())),
    route('POST', 'token/revoke', () => done(() => simulation.tokens.revokeAll())),
  ];
}

/** The control API under `/__sim`: no token, this machine only. */
export function createControlApi(simulation: Simulation): (request: ApiRequest) => Promise<Answer> {
  const routes = controlRoutes(simulation);
  return async (request) => {
    try {
      if (request.rawBody !== '' && request.body === undefined) throw new Fault(400, 'The body is not JSON.');
      const found = findRoute(routes, request.method, request.path);
      if (found === 'no-path') throw new Fault(404, `There is nothing at ${request.path}.`);
      if (found === 'no-method') throw new Fault(405, `${request.method} is not for ${request.path}.`);
      return await found.route.handle({ ...request, params: found.params });
    } catch (error) {
      if (error instanceof Fault) return error.answer();
      throw error;
    }
  };
}
