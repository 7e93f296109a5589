import { createHash } from 'node:crypto';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import type { StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';
import { actionMissing, badQuery } from './fault.ts';
import { readFlag, readOffsetPage } from './offset-paging.ts';

const RUNTIME = 'node22';

// All that the Management API's description names; a trigger nobody has an Action for is still a good question.
const TRIGGERS: readonly string[] = (
  'post-login credentials-exchange pre-user-registration post-user-registration post-change-password ' +
  'send-phone-message custom-phone-provider custom-email-provider password-reset-post-challenge ' +
  'custom-token-exchange event-stream password-hash-migration login-post-identifier signup-post-identifier'
).split(' ');

/** Versions have ids of their own; one that follows from the Action's needs no keeping. */
function versionId(action: StoredAction): string {
  const digits = createHash('sha256').update(`${action.id}.${action.version}`).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

function publicAction(action: StoredAction): object {
  const { id, name, code, version, updatedAt } = action;
  const secrets = Object.keys(action.secrets).map((secret) => ({ name: secret, updated_at: updatedAt }));
  const supported_triggers = [{ id: action.trigger, version: action.trigger === 'post-login' ? 'v3' : 'v1' }];
  const content = { code, dependencies: [], runtime: RUNTIME, secrets };
  return {
    id,
    name,
    supported_triggers,
    all_changes_deployed: version > 0,
    created_at: action.createdAt,
    updated_at: updatedAt,
    status: 'built',
    ...content,
    ...(version > 0 && {
      deployed_version: {
        id: versionId(action),
        ...content,
        deployed: true,
        status: 'built',
        number: version,
        built_at: updatedAt,
        created_at: updatedAt,
        updated_at: updatedAt,
        supported_triggers,
      },
    }),
  };
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
        (deployed === undefined || action.version > 0 === deployed),
    );
  const actions = found.slice(page * perPage, (page + 1) * perPage).map(publicAction);
  return { status: 200, body: { actions, total: found.length, page, per_page: perPage } };
}

export function actionRoutes(tenant: () => Tenant): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/actions/actions',
      scopes: ['read:actions'],
      handle: (request) => listActions(tenant(), request),
    },
    {
      method: 'GET',
      path: '/api/v2/actions/actions/:id',
      scopes: ['read:actions'],
      handle: (request) => {
        const action = tenant().actions.get(request.params.id ?? '');
        if (!action) throw actionMissing();
        return { status: 200, body: publicAction(action) };
      },
    },
  ];
}
