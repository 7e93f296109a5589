import { isoTime } from '../ground/clock.ts';
import { isObject, type JsonObject } from '../ground/json.ts';
import { connectionNamed, DATABASE_CONNECTION } from './connections.ts';
import type { Identity, Profile, ProfilePatch, TenantUser, UserChange } from './tenant-user.ts';

export interface NewUser extends Profile {
  connection?: string | undefined;
  /** The part behind the bar of the user id. */
  id?: string | undefined;
}

const MERGED = new Set(['user_metadata', 'app_metadata']);

/** Auth0 merges metadata one level deep and takes `null` as "remove this key". */
function mergeMetadata(before: unknown, patch: unknown): JsonObject {
  const merged: JsonObject = isObject(before) ? { ...before } : {};
  for (const [key, value] of Object.entries(isObject(patch) ? patch : {})) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = value;
  }
  return merged;
}

function applyPatch(user: TenantUser, patch: ProfilePatch): TenantUser {
  const next: TenantUser = { ...user };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(next, key);
    else if (MERGED.has(key)) Object.assign(next, { [key]: mergeMetadata(Reflect.get(user, key), value) });
    else Object.assign(next, { [key]: value });
  }
  return next;
}

const identityId = (identity: Identity) => `${identity.provider}|${String(identity.user_id)}`;

function asSecondary(user: TenantUser): Identity[] {
  const { email, email_verified, name, given_name, family_name, phone_number } = user;
  const profileData = { email, email_verified, name, given_name, family_name, phone_number };
  return user.identities.map((identity) => ({ ...identity, profileData }));
}

/** The users of the tenant. Every deed answers with the changes that Auth0 would tell its streams about, in order. */
export class UserStore {
  #users = new Map<string, TenantUser>();
  // What a linked account was before, so that unlinking can bring it back.
  #linked = new Map<string, TenantUser>();

  get size(): number {
    return this.#users.size;
  }

  get(id: string): TenantUser | undefined {
    return this.#users.get(id);
  }

  list(): TenantUser[] {
    return [...this.#users.values()];
  }

  /** `undefined` when the connection is unknown or a user of this id or address exists there already. */
  create(input: NewUser, atMs: number): UserChange | undefined {
    const { connection: name = DATABASE_CONNECTION, id, ...profile } = input;
    const connection = connectionNamed(name);
    if (!connection) return undefined;
    const identity = connection.identity(id ?? connection.newId());
    const user_id = identityId(identity);
    if (this.#users.has(user_id) || this.#addressTaken(profile.email, name)) return undefined;
    const at = isoTime(atMs);
    const local = profile.email?.split('@')[0];
    const user: TenantUser = {
      user_id,
      email_verified: false,
      ...(local !== undefined && { name: profile.email, nickname: local }),
      picture: `https://img.example.com/${(local ?? 'nn').slice(0, 2)}.png`,
      ...profile,
      created_at: at,
      updated_at: at,
      identities: [identity],
    };
    this.#users.set(user_id, user);
    return { type: 'user.created', object: user };
  }

  update(id: string, patch: ProfilePatch, atMs: number): UserChange | undefined {
    const previous = this.#users.get(id);
    if (!previous) return undefined;
    const object = { ...applyPatch(previous, patch), updated_at: isoTime(atMs) };
    this.#users.set(id, object);
    return { type: 'user.updated', object, previous };
  }

  remove(id: string, atMs: number): UserChange | undefined {
    const previous = this.#users.get(id);
    if (!previous) return undefined;
    this.#users.delete(id);
    return { type: 'user.deleted', object: { ...previous, deleted_at: isoTime(atMs) }, previous };
  }

  /** The secondary account vanishes into the primary one (deleted first, then updated). */
  link(primaryId: string, secondaryId: string, atMs: number): UserChange[] {
    const primary = this.#users.get(primaryId);
    const secondary = this.#users.get(secondaryId);
    if (!primary || !secondary || primary === secondary) return [];
    this.#users.delete(secondaryId);
    this.#linked.set(secondaryId, secondary);
    const object: TenantUser = {
      ...primary,
      identities: [...primary.identities, ...asSecondary(secondary)],
      updated_at: isoTime(atMs + 1),
    };
    this.#users.set(primaryId, object);
    return [
      { type: 'user.deleted', object: { ...secondary, deleted_at: isoTime(atMs) }, previous: secondary },
      { type: 'user.updated', object, previous: primary },
    ];
  }

  /** Which event tells of the restored account is not documented; `user.created` is our guess. */
  unlink(primaryId: string, secondaryId: string, atMs: number): UserChange[] {
    const primary = this.#users.get(primaryId);
    const [first, ...others] = primary?.identities ?? [];
    const leaving = others.find((identity) => identityId(identity) === secondaryId);
    if (!primary || !first || !leaving) return [];
    const at = isoTime(atMs);
    const object = {
      ...primary,
      identities: [first, ...others.filter((identity) => identity !== leaving)],
      updated_at: at,
    };
    const { profileData, ...identity } = leaving;
    const before: TenantUser = this.#linked.get(secondaryId) ?? {
      user_id: secondaryId,
      ...profileData,
      created_at: at,
      updated_at: at,
      identities: [identity],
    };
    const restored = { ...before, updated_at: at };
    this.#linked.delete(secondaryId);
    this.#users.set(primaryId, object);
    this.#users.set(secondaryId, restored);
    return [
      { type: 'user.updated', object, previous: primary },
      { type: 'user.created', object: restored },
    ];
  }

  #addressTaken(email: string | undefined, connection: string): boolean {
    if (email === undefined) return false;
    // No copy of the list: a seeded history creates thousands.
    for (const user of this.#users.values()) {
      if (user.email === email && user.identities.some((identity) => identity.connection === connection)) return true;
    }
    return false;
  }
}
