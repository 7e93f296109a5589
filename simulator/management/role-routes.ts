import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { textsOf } from '../ground/json.ts';
import type { Tenant } from '../world/tenant.ts';
import { Fault, userMissing } from './fault.ts';
import { readFlag, readOffsetPage } from './offset-paging.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';

const rolesBody: Schema = {
  kind: 'object',
  required: ['roles'],
  fields: { roles: { kind: 'list', of: { kind: 'text', min: 1 }, min: 1, about: 'List of roles IDs.' } },
};

function userIdOf(tenant: Tenant, request: ApiRequest): string {
  const user = tenant.users.get(request.params.id ?? '');
  if (!user) throw userMissing();
  return user.user_id;
}

function listRoles(tenant: Tenant, request: ApiRequest): Answer {
  const userId = userIdOf(tenant, request);
  const { page, perPage } = readOffsetPage(request.query, { fallback: 50, least: 1 });
  const withTotals = readFlag(request.query, 'include_totals') ?? false;
  const all = tenant.roles.of(userId);
  const start = page * perPage;
  const roles = all.slice(start, start + perPage);
  return { status: 200, body: withTotals ? { start, limit: perPage, total: all.length, roles } : roles };
}

function changeRoles(tenant: Tenant, request: ApiRequest, change: 'assign' | 'remove'): Answer {
  const userId = userIdOf(tenant, request);
  const ids = textsOf(requireBody(rolesBody, request.body).roles) ?? [];
  if (!ids.every((id) => tenant.roles.roles.some((role) => role.id === id))) {
    throw new Fault(404, 'The role does not exist.');
  }
  tenant.roles[change](userId, ids);
  return { status: 204 };
}

export function roleRoutes(tenant: () => Tenant): Route[] {
  const path = '/api/v2/users/:id/roles';
  return [
    {
      method: 'GET',
      path,
      allScopes: ['read:users', 'read:roles', 'read:role_members'],
      handle: (request) => listRoles(tenant(), request),
    },
    {
      method: 'POST',
      path,
      scopes: ['read:roles', 'update:users'],
      handle: (request) => changeRoles(tenant(), request, 'assign'),
    },
    {
      method: 'DELETE',
      path,
      scopes: ['update:users'],
      handle: (request) => changeRoles(tenant(), request, 'remove'),
    },
  ];
}
