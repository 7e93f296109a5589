import { namesOf, whoOf } from '../people/who';
import { isJsonObject, isNumber, type JsonObject, type JsonValue } from '../json/json';
import { toSafeInteger } from '../json/json-number';
import { plainText } from '../text/plain-text';
import { type MirrorState } from './mirror';
import { type UserSummary } from './user';

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
  | 'phoneNumber'
  | 'username'
  | 'givenName'
  | 'familyName'
  | 'label'
  | 'connections'
  | 'blocked'
  | 'loginsCount'
  | 'lastLogin'
  | 'createdAt'
  | 'updatedAt'
>;

/** Reads the summary columns from a profile. A field of another type than Auth0 documents counts as absent. */
export function userFields({ userId, profile }: Pick<MirrorState, 'userId' | 'profile'>): UserFields {
  const names = namesOf(profile);
  return {
    ...names,
    label: whoOf(names) ?? userId,
    emailVerified: typeof profile.email_verified === 'boolean' ? profile.email_verified : null,
    connections: connections(profile),
    blocked: profile.blocked === true,
    loginsCount: count(profile.logins_count),
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

/** A column holds what a double holds; the profile keeps the digits of every other number. */
function count(value: JsonValue | undefined): number | null {
  const integer = isNumber(value) ? toSafeInteger(value) : null;
  return integer !== null && integer >= 0 ? integer : null;
}
