import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { plainText } from '../plain-text';
import { type MirrorState } from './mirror';
import { type UserSummary } from './user-store';

// Well above what Auth0 accepts (300); keeps a hostile profile from bloating every list.
const longestText = 1024;
const mostConnections = 64;

/** The part of a user summary that is read from the profile. */
export type UserFields = Pick<
  UserSummary,
  | 'email'
  | 'emailVerified'
  | 'name'
  | 'nickname'
  | 'connections'
  | 'blocked'
  | 'loginsCount'
  | 'lastLogin'
  | 'createdAt'
  | 'updatedAt'
>;

/** Reads the summary columns from a profile. A field of another type than Auth0 documents counts as absent. */
export function userFields({ profile }: MirrorState): UserFields {
  return {
    email: text(profile.email),
    emailVerified: typeof profile.email_verified === 'boolean' ? profile.email_verified : null,
    name: text(profile.name),
    nickname: text(profile.nickname),
    connections: connections(profile),
    blocked: profile.blocked === true,
    loginsCount: isCount(profile.logins_count) ? profile.logins_count : null,
    lastLogin: text(profile.last_login),
    createdAt: text(profile.created_at),
    updatedAt: text(profile.updated_at),
  };
}

function connections(profile: JsonObject): string[] {
  const identities = Array.isArray(profile.identities) ? profile.identities.filter(isJsonObject) : [];
  const names = identities.map((identity) => text(identity.connection)).filter((name) => name !== null);
  return [...new Set(names)].slice(0, mostConnections);
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? plainText(value, longestText) : null;
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
