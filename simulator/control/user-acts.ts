import { type JsonObject, numberOf, textOf, without } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { readUserPatch } from '../management/user-input.ts';
import { randomAct } from '../seeds/random-act.ts';
import type { Tenant } from '../world/tenant.ts';
import type { UserChange } from '../tenant/tenant-user.ts';
import type { NewUser } from '../tenant/user-store.ts';

type Act = (tenant: Tenant, body: JsonObject, atMs: number) => (UserChange | undefined)[];

function newUser(body: JsonObject): NewUser {
  const given = Object.entries(readUserPatch(body)).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), connection: textOf(body.connection) };
}

const idOf = (body: JsonObject): string => textOf(body.user_id) ?? '';

/** Without a second user to link, a Google account of the same person is made up first. */
function link(tenant: Tenant, body: JsonObject, atMs: number): (UserChange | undefined)[] {
  const user = tenant.users.get(idOf(body));
  const secondary = textOf(body.secondary);
  if (!user) return [];
  if (secondary !== undefined) return tenant.users.link(user.user_id, secondary, atMs);
  const { email, name } = user;
  const created = tenant.users.create({ connection: 'google-oauth2', email, email_verified: true, name }, atMs);
  return created ? [created, ...tenant.users.link(user.user_id, created.object.user_id, atMs + 1)] : [];
}

const acts: Record<string, Act> = {
  create: (tenant, body, atMs) => [tenant.users.create(newUser(without(body, 'do')), atMs)],
  update: (tenant, body, atMs) => [tenant.users.update(idOf(body), readUserPatch(body.patch), atMs)],
  delete: (tenant, body, atMs) => [tenant.users.remove(idOf(body), atMs)],
  login: (tenant, body, atMs) => {
    const logins_count = (tenant.users.get(idOf(body))?.logins_count ?? 0) + 1;
    return [tenant.users.update(idOf(body), { logins_count, last_login: new Date(atMs).toISOString() }, atMs)];
  },
  link,
  unlink: (tenant, body, atMs) => tenant.users.unlink(idOf(body), textOf(body.secondary) ?? '', atMs),
  random: (tenant, body, atMs) =>
    Array.from({ length: Math.min(1000, numberOf(body.count) ?? 1) }, (_, index) =>
      randomAct(tenant, Math.random, atMs + index),
    ).flat(),
};

/** Does something to the tenant's users without a token, for the page and for tests. */
export function userAct(tenant: Tenant, body: JsonObject): UserChange[] {
  const act = acts[textOf(body.do) ?? ''];
  if (!act) throw new Fault(400, `"do" must be one of: ${Object.keys(acts).join(', ')}.`);
  const changes = act(tenant, body, tenant.clock.now()).filter((change) => change !== undefined);
  if (changes.length === 0) throw new Fault(409, 'Nothing changed: no such user, or one like it exists.');
  tenant.announce(...changes);
  return changes;
}
