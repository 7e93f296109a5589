import { isoTime } from '../ground/clock.ts';
import type { Tenant } from '../world/tenant.ts';
import type { ProfilePatch, TenantUser, UserChange } from '../tenant/tenant-user.ts';
import { CITIES, COMPANIES, PERSON_NAMES, PLANS } from './person-names.ts';
import { profileOf } from './profile-of.ts';
import { pick } from '../ground/random.ts';

const MOST_USERS = 60;
const FEWEST_USERS = 12;

type Random = () => number;

const login = (user: TenantUser, random: Random, at: string): ProfilePatch => ({
  last_login: at,
  logins_count: (user.logins_count ?? 0) + 1,
  last_ip: `203.0.113.${1 + Math.floor(random() * 250)}`,
});

/** An ordinary change: mostly a sign-in, otherwise a city, a plan, an address, a block. */
export function patchFor(user: TenantUser, random: Random, at: string): ProfilePatch {
  const chance = random();
  if (chance < 0.4) return login(user, random, at);
  if (chance < 0.6) return { user_metadata: { city: pick(random, CITIES) } };
  if (chance < 0.75) return { app_metadata: { plan: pick(random, PLANS) } };
  if (chance < 0.85)
    return { email: `${user.nickname ?? 'someone'}@${pick(random, COMPANIES)}`, email_verified: false };
  if (chance < 0.95) return { email_verified: true };
  return { blocked: user.blocked !== true };
}

/** Creates the next person who is not a user yet. */
export function createSomeone(tenant: Tenant, random: Random, atMs: number): UserChange | undefined {
  const taken = new Set(tenant.users.list().map((user) => user.name));
  const free = PERSON_NAMES.filter((name) => !taken.has(name));
  const name = free[Math.floor(random() * free.length)];
  return name === undefined ? undefined : tenant.users.create(profileOf(name, random), atMs);
}

function linkSomeone(tenant: Tenant, user: TenantUser, atMs: number): UserChange[] {
  const { email, name, given_name, family_name } = user;
  const social = { connection: 'google-oauth2', email_verified: true, email, name, given_name, family_name };
  const created = tenant.users.create(social, atMs);
  if (!created) return [];
  return [created, ...tenant.users.link(user.user_id, created.object.user_id, atMs + 1)];
}

/** Now and then somebody leaves or links a second account; `undefined` when it is not that time. */
function rareAct(tenant: Tenant, random: Random, user: TenantUser, atMs: number): UserChange[] | undefined {
  const chance = random();
  if (chance > 0.97 && tenant.users.size > FEWEST_USERS) {
    const gone = tenant.users.remove(user.user_id, atMs);
    return gone && [gone];
  }
  if (chance > 0.94 && user.identities.length === 1) return linkSomeone(tenant, user, atMs);
  return undefined;
}

/** One ordinary thing that happens among users: mostly sign-ins and small changes, now and then a new or a leaving one. */
export function randomAct(tenant: Tenant, random: Random, atMs: number, mostUsers = MOST_USERS): UserChange[] {
  const users = tenant.users.list();
  const user = users[Math.floor(random() * users.length)];
  const mayCreate = users.length < FEWEST_USERS || (random() < 0.1 && users.length < mostUsers);
  const created = mayCreate ? createSomeone(tenant, random, atMs) : undefined;
  if (created) return [created];
  if (!user) return [];
  const rare = rareAct(tenant, random, user, atMs);
  if (rare) return rare;
  const change = tenant.users.update(user.user_id, patchFor(user, random, isoTime(atMs)), atMs);
  return change ? [change] : [];
}
