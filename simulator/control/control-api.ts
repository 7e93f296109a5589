import type { Answer } from '../http/answer.ts';
import { type ApiRequest, findRoute, type Route } from '../http/route.ts';
import { type JsonObject, objectOr } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { isSeedName } from '../seeds/seed-tenant.ts';
import { changeSettings } from '../ground/settings.ts';
import type { Simulation } from '../program/simulation.ts';
import { changeStream } from './change-stream.ts';
import { crmControlRoutes } from './crm-control.ts';
import { directoryAct } from './directory-act.ts';
import { emitEvents } from './emit-events.ts';
import { hubspotControlRoutes } from './hubspot-control.ts';
import { pastPage } from './past-page.ts';
import { injectDeliveries } from './inject-deliveries.ts';
import { putAction } from './put-action.ts';
import { redeliver } from './redeliver.ts';
import { stateOf } from './state.ts';
import { tellHistory } from './tell-history.ts';
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
    route('POST', 'stream', (body) => {
      changeStream(simulation.tenant, body);
      return ok(stateOf(simulation));
    }),
    route('POST', 'redeliver', (body) => ({ status: 202, body: redeliver(simulation.tenant, body) })),
    route('GET', 'redeliveries', () => ok({ redeliveries: simulation.tenant.redeliveries.list() })),
    route('GET', 'actions', () => ok({ actions: simulation.tenant.listActions() })),
    route('POST', 'actions', (body) => ({ status: 201, body: putAction(simulation.tenant, body) })),
    route('POST', 'directory', (body) => ({ status: 201, body: directoryAct(simulation.tenant, body) })),
    route('POST', 'history', (body) => ({ status: 202, body: tellHistory(simulation.tenant, body) })),
    route('GET', 'past', (_body, { query }) => ok(pastPage(simulation.tenant, query))),
    route('POST', 'events', (body) => ({ status: 202, body: { ids: emitEvents(simulation.tenant, body) } })),
    route('POST', 'deliveries', (body) => ({ status: 201, body: { ids: injectDeliveries(simulation.tenant, body) } })),
    route('POST', 'users', (body) => ok({ changes: userAct(simulation.tenant, body) })),
    route('GET', 'calls', (_body, request) => listCalls(simulation, request)),
    route('DELETE', 'calls', () => done(() => simulation.calls.clear())),
    route('GET', 'troubles', () => ok({ troubles: simulation.troubles.list() })),
    route('POST', 'troubles', (_body, request) => addTrouble(simulation, request.body)),
    route('DELETE', 'troubles', () => done(() => simulation.troubles.clear())),
    route('DELETE', 'troubles/:id', (_body, { params }) => done(() => simulation.troubles.remove(Number(params.id)))),
    route('POST', 'token/revoke', () => done(() => simulation.tokens.revokeAll())),
  ];
}

/** The control API under `/__sim`: no token, this machine only. */
export function createControlApi(simulation: Simulation): (request: ApiRequest) => Promise<Answer> {
  const routes = [
    ...controlRoutes(simulation),
    ...hubspotControlRoutes(simulation),
    ...crmControlRoutes(simulation.crm),
  ];
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
