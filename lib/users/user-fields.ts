import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { plainText } from '../plain-text';
import { type MirrorState } from './mirror';
import { type UserSummary } from './user-store';

// Well above what Auth0 accepts (300); keeps a hostile profile from bloating every list.
const longestText = 1024;
const mostConnections = 64;
const mostTerms = 64;
const longestTerm = 256;

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

/**
 * The words a search finds a user by, lower case and distinct: the whole e-mail, its `@domain` and the words before it, the
 * words of name and nickname, the user id and what follows its connection. None is the beginning of another. At most 64 of
 * at most 256 characters.
 */
export function searchTerms(state: MirrorState, fields: UserFields = userFields(state)): string[] {
  const { email, name, nickname } = fields;
  const terms = new Set<string>();
  if (email !== null) {
    const at = email.lastIndexOf('@');
    terms.add(email);
    if (at !== -1) terms.add(email.slice(at));
    for (const word of words(at === -1 ? email : email.slice(0, at))) terms.add(word);
  }
  // `samlp|connection|name` has two bars: both tails can be typed.
  const userId = state.userId.slice(0, longestText);
  terms
    .add(userId)
    .add(userId.slice(userId.indexOf('|') + 1))
    .add(userId.slice(userId.lastIndexOf('|') + 1));
  for (const word of [...words(nickname ?? ''), ...words(name ?? '')]) terms.add(word);
  // The cut may go through a surrogate pair; halves that differ here would be the same text to a database.
  const lower = [...terms].map((term) => plainText(term.toLowerCase(), longestTerm)).filter((term) => term !== '');
  return withoutPrefixes(lower).slice(0, mostTerms);
}

/** Drops what another term starts with: a search for beginnings finds the longer one by the same words. Sorted. */
function withoutPrefixes(terms: readonly string[]): string[] {
  const sorted = [...new Set(terms)].sort();
  // In this order everything that starts with a term follows it at once.
  return sorted.filter((term, index) => sorted[index + 1]?.startsWith(term) !== true);
}

/** Words as written (`anne-marie`) and their parts (`anne`, `marie`), so that either can be typed. */
function words(value: string): string[] {
  const whole = value.split(/\s+/u);
  return [...whole, ...whole.flatMap((word) => word.split(/[^\p{L}\p{M}\p{N}]+/u))];
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
