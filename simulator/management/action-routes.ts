import { randomUUID } from 'node:crypto';
import { isoTime } from '../ground/clock.ts';
import { flagOf, objectOr } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { deploy, type StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';
import { deploymentAnswer, draftStatus, publicAction } from './action-answers.ts';
import { readAction, TRIGGERS } from './action-input.ts';
import { actionMissing, badQuery, Fault } from './fault.ts';
import { readFlag, readOffsetPage } from './offset-paging.ts';

/** The Action that the path names; throws the recorded 404. */
export function actionOf(tenant: Tenant, { params }: ApiRequest): StoredAction {
  const action = tenant.actions.get(params.id ?? '');
  if (!action) throw actionMissing();
  return action;
}

function listActions(tenant: Tenant, { query }: ApiRequest): Answer {
  const { page, perPage } = readOffsetPage(query, { fallback: 20, least: 1 });
  const trigger = query.get('triggerId');
  if (trigger !== null && !TRIGGERS.includes(trigger)) {
    throw badQuery(`'No enum match for: ${trigger}' on property triggerId (An actions extensibility point.)`);
  }
  const name = query.get('actionName');
  const deployed = readFlag(query, 'deployed');
  // Every Action here is the tenant's own; none comes from the marketplace.
  const installed = readFlag(query, 'installed') ?? false;
  const found = tenant.actions
    .list()
    .filter(
      (action) =>
        !installed &&
        (trigger === null || action.trigger === trigger) &&
        (name === null || action.name === name) &&
        (deployed === undefined || action.deployed > 0 === deployed),
    );
  const now = tenant.clock.now();
  const actions = found
    .slice(page * perPage, (page + 1) * perPage)
    .map((action) => publicAction(action, draftStatus(action, now)));
  return { status: 200, body: { actions, total: found.length, page, per_page: perPage } };
}

function requireFreeName(tenant: Tenant, name: string, except?: StoredAction): void {
  const taken = tenant.actions.list().some((action) => action !== except && action.name === name);
  if (taken) throw new Fault(409, 'An action with this name already exists.');
}

const builtAtMs = ({ settings }: Tenant, now: number) => now + settings.actionBuildMs / settings.speed;

function createAction(tenant: Tenant, { body }: ApiRequest): Answer {
  const now = tenant.clock.now();
  const at = isoTime(now);
  const { name = '', trigger = '', code = '', secrets = {} } = readAction(body, { at });
  requireFreeName(tenant, name);
  const action: StoredAction = {
    ...{ id: randomUUID(), name, trigger, code, secrets, configuration: {} },
    ...{ versions: [], deployed: 0, hasChanges: true },
    ...{ createdAt: at, updatedAt: at, builtAtMs: builtAtMs(tenant, now) },
  };
  if (flagOf(objectOr(body).deploy) === true) deploy(action, { id: randomUUID(), at });
  tenant.actions.put(action);
  return { status: 201, body: publicAction(action, 'pending') };
}

function patchAction(tenant: Tenant, request: ApiRequest): Answer {
  const action = actionOf(tenant, request);
  const now = tenant.clock.now();
  const at = isoTime(now);
  const patch = readAction(request.body, { before: action, at });
  if (patch.name !== undefined) requireFreeName(tenant, patch.name, action);
  const { builtAtMs: built, hasChanges } = action;
  // Only what a version is made of is built again.
  const rebuilt = patch.code !== undefined || patch.secrets !== undefined;
  Object.assign(action, patch, {
    updatedAt: at,
    hasChanges: hasChanges || rebuilt,
    builtAtMs: rebuilt ? builtAtMs(tenant, now) : built,
  });
  return { status: 200, body: publicAction(action, rebuilt ? 'pending' : draftStatus(action, now)) };
}

function deployAction(tenant: Tenant, request: ApiRequest): Answer {
  const action = actionOf(tenant, request);
  const now = tenant.clock.now();
  if (draftStatus(action, now) !== 'built') {
    throw new Fault(400, "A draft must be in the 'built' state before it can be deployed.");
  }
  const version = deploy(action, { id: randomUUID(), at: isoTime(now) });
  return { status: 200, body: deploymentAnswer(action, version) };
}

/** Refused while an event stream calls it, unless it is forced. */
function deleteAction(tenant: Tenant, request: ApiRequest): Answer {
  const { id } = actionOf(tenant, request);
  const isForced = readFlag(request.query, 'force') ?? false;
  const isBound = tenant.outlets().some(({ stream: { destination } }) => {
    return destination.type === 'action' && destination.actionId === id;
  });
  if (isBound && !isForced) throw new Fault(409, 'Unable to delete an action bound to a trigger.');
  tenant.actions.remove(id);
  return { status: 204 };
}

export function actionRoutes(tenant: () => Tenant): Route[] {
  const all = '/api/v2/actions/actions';
  const one = `${all}/:id`;
  return [
    { method: 'GET', path: all, scopes: ['read:actions'], handle: (request) => listActions(tenant(), request) },
    { method: 'POST', path: all, scopes: ['create:actions'], handle: (request) => createAction(tenant(), request) },
    {
      method: 'GET',
      path: one,
      scopes: ['read:actions'],
      handle: (request) => {
        const action = actionOf(tenant(), request);
        return { status: 200, body: publicAction(action, draftStatus(action, tenant().clock.now())) };
      },
    },
    { method: 'PATCH', path: one, scopes: ['update:actions'], handle: (request) => patchAction(tenant(), request) },
    { method: 'DELETE', path: one, scopes: ['delete:actions'], handle: (request) => deleteAction(tenant(), request) },
    {
      method: 'POST',
      path: `${one}/deploy`,
      scopes: ['create:actions'],
      handle: (request) => deployAction(tenant(), request),
    },
  ];
}
