import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { textOf } from '../ground/json.ts';
import type { Tenant } from '../world/tenant.ts';
import type { TenantUser, UserChange } from '../tenant/tenant-user.ts';
import { Fault, userMissing } from './fault.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';
import { readNewUser, readUserPatch } from './user-input.ts';
import { readUserPage, userFields, userMatcher, userOrder } from './user-query.ts';

function userOf(tenant: Tenant, request: ApiRequest): TenantUser {
  const user = tenant.users.get(request.params.id ?? '');
  if (!user) throw userMissing();
  return user;
}

function listUsers(tenant: Tenant, request: ApiRequest): Answer {
  const { query } = request;
  const { page, perPage } = readUserPage(query);
  const order = userOrder(query.get('sort'));
  const all = tenant.users
    .list()
    .filter(userMatcher(query.get('q')))
    .sort(order);
  const start = page * perPage;
  const users = all.slice(start, start + perPage).map(userFields(query));
  if (query.get('include_totals') !== 'true') return { status: 200, body: users };
  return { status: 200, body: { start, limit: perPage, length: users.length, total: all.length, users } };
}

function createUser(tenant: Tenant, request: ApiRequest): Answer {
  const change = tenant.users.create(readNewUser(request.body), tenant.clock.now());
  if (!change) throw new Fault(409, 'The user already exists.', 'auth0_idp_error');
  tenant.announce(change);
  return { status: 201, body: change.object };
}

function patchUser(tenant: Tenant, request: ApiRequest): Answer {
  const { user_id } = userOf(tenant, request);
  const change = tenant.users.update(user_id, readUserPatch(request.body), tenant.clock.now());
  if (!change) throw userMissing();
  tenant.announce(change);
  return { status: 200, body: change.object };
}

function deleteUser(tenant: Tenant, request: ApiRequest): Answer {
  // 204 for a user who is not there, too: deleting is idempotent.
  const change = tenant.users.remove(request.params.id ?? '', tenant.clock.now());
  if (change) {
    tenant.roles.forget(change.object.user_id);
    tenant.announce(change);
  }
  return { status: 204 };
}

const linkBody: Schema = {
  kind: 'object',
  required: ['provider', 'user_id'],
  fields: { provider: { kind: 'text', min: 1 }, user_id: { kind: 'anything' }, connection_id: { kind: 'text' } },
};

/** Auth0 takes the whole id (`google-oauth2|123`) as well as its second half. */
function secondaryId(provider: string, userId: unknown): string {
  const text = typeof userId === 'number' ? String(userId) : (textOf(userId) ?? '');
  return text.startsWith(`${provider}|`) ? text : `${provider}|${text}`;
}

function identitiesAfter(changes: UserChange[], id: string): unknown {
  return changes.find((change) => change.object.user_id === id)?.object.identities;
}

function linkUser(tenant: Tenant, request: ApiRequest): Answer {
  const primary = userOf(tenant, request);
  const body = requireBody(linkBody, request.body);
  const other = secondaryId(textOf(body.provider) ?? '', body.user_id);
  if (other === primary.user_id) {
    throw new Fault(400, 'Main principal and secondary identities must be different.', 'invalid_body');
  }
  const changes = tenant.users.link(primary.user_id, other, tenant.clock.now());
  if (changes.length === 0) throw userMissing();
  tenant.announce(...changes);
  return { status: 201, body: identitiesAfter(changes, primary.user_id) };
}

function unlinkUser(tenant: Tenant, request: ApiRequest): Answer {
  const primary = userOf(tenant, request);
  const { provider = '', user_id = '' } = request.params;
  const changes = tenant.users.unlink(primary.user_id, secondaryId(provider, user_id), tenant.clock.now());
  if (changes.length === 0) throw new Fault(404, 'The identity does not exist.');
  tenant.announce(...changes);
  return { status: 200, body: identitiesAfter(changes, primary.user_id) };
}

export function userRoutes(tenant: () => Tenant): Route[] {
  const route = (method: string, path: string, scope: string, handle: typeof listUsers): Route => ({
    method,
    path: `/api/v2/users${path}`,
    scopes: [scope],
    handle: (request) => handle(tenant(), request),
  });
  return [
    route('GET', '', 'read:users', listUsers),
    route('POST', '', 'create:users', createUser),
    route('GET', '/:id', 'read:users', (of, request) => ({
      status: 200,
      body: userFields(request.query)(userOf(of, request)),
    })),
    route('PATCH', '/:id', 'update:users', patchUser),
    route('DELETE', '/:id', 'delete:users', deleteUser),
    route('POST', '/:id/identities', 'update:users', linkUser),
    route('DELETE', '/:id/identities/:provider/:user_id', 'update:users', unlinkUser),
  ];
}
