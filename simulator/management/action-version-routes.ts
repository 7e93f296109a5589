import { randomUUID } from 'node:crypto';
import { isoTime } from '../ground/clock.ts';
import { flagOf, objectOr } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { type ActionVersion, deploy, type StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';
import { deploymentAnswer, publicVersion } from './action-answers.ts';
import { actionOf } from './action-routes.ts';
import { Fault } from './fault.ts';
import { readOffsetPage } from './offset-paging.ts';

function versionOf(action: StoredAction, { params }: ApiRequest): ActionVersion {
  const version = action.versions.find(({ id }) => id === params.version);
  if (!version) throw new Fault(404, 'That action version does not exist.');
  return version;
}

function listVersions(tenant: Tenant, request: ApiRequest): Answer {
  const action = actionOf(tenant, request);
  const { page, perPage } = readOffsetPage(request.query, { fallback: 20, least: 1 });
  const newestFirst = action.versions.toReversed();
  const versions = newestFirst.slice(page * perPage, (page + 1) * perPage).map((one) => publicVersion(action, one));
  return { status: 200, body: { versions, total: newestFirst.length, page, per_page: perPage } };
}

/** Lets an earlier version run again, as a new one. */
function deployVersion(tenant: Tenant, request: ApiRequest): Answer {
  const action = actionOf(tenant, request);
  const { code, secrets } = versionOf(action, request);
  const { code: draft, secrets: draftSecrets } = action;
  const keepsDraft = flagOf(objectOr(request.body).update_draft) === false;
  Object.assign(action, { code, secrets });
  const version = deploy(action, { id: randomUUID(), at: isoTime(tenant.clock.now()) });
  if (keepsDraft) Object.assign(action, { code: draft, secrets: draftSecrets, hasChanges: true });
  return { status: 200, body: deploymentAnswer(action, version) };
}

export function actionVersionRoutes(tenant: () => Tenant): Route[] {
  const all = '/api/v2/actions/actions/:id/versions';
  const one = `${all}/:version`;
  return [
    { method: 'GET', path: all, scopes: ['read:actions'], handle: (request) => listVersions(tenant(), request) },
    {
      method: 'GET',
      path: one,
      scopes: ['read:actions'],
      handle: (request) => {
        const action = actionOf(tenant(), request);
        return { status: 200, body: publicVersion(action, versionOf(action, request)) };
      },
    },
    {
      method: 'POST',
      path: `${one}/deploy`,
      scopes: ['create:actions'],
      handle: (request) => deployVersion(tenant(), request),
    },
  ];
}
