import { plainText } from '../plain-text';
import { type UserSummary } from './user-store';

const mostTerms = 64;
const longestTerm = 256;
// A hostile id may be as long as a body.
const longestId = 1024;

/** The part of a user that a search looks at. */
export type SearchedUser = Pick<UserSummary, 'userId' | 'email' | 'name' | 'nickname'>;

/** What no word holds, in a user or in a search: white space and control characters. */
const separators = /[\s\p{Cc}]+/u;

/** Splits a text into lower-cased words. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().split(separators).filter(Boolean);
}

/** True when both have the same search terms because all that is looked at is the same. */
export function isFoundAlike(a: SearchedUser, b: SearchedUser): boolean {
  return a.userId === b.userId && a.email === b.email && a.name === b.name && a.nickname === b.nickname;
}

/**
 * The words a search finds a user by, lower case and distinct: the whole e-mail, its `@domain` and the words before it, the
 * words of name and nickname, the user id and what follows its connection. None is the beginning of another, and none holds
 * white space or a control character. At most 64 of at most 256 characters.
 */
export function searchTerms({ userId, email, name, nickname }: SearchedUser): string[] {
  const terms = new Set<string>();
  if (email !== null) {
    const at = email.lastIndexOf('@');
    terms.add(email);
    if (at !== -1) terms.add(email.slice(at));
    for (const word of words(at === -1 ? email : email.slice(0, at))) terms.add(word);
  }
  // `samlp|connection|name` has two bars: both tails can be typed.
  const id = userId.slice(0, longestId);
  terms
    .add(id)
    .add(id.slice(id.indexOf('|') + 1))
    .add(id.slice(id.lastIndexOf('|') + 1));
  for (const word of [...words(nickname ?? ''), ...words(name ?? '')]) terms.add(word);
  // The cut may go through a surrogate pair; halves that differ here would be the same text to a database.
  const lower = [...terms].flatMap(splitWords).map((term) => plainText(term, longestTerm));
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
  const whole = value.split(separators);
  return [...whole, ...whole.flatMap((word) => word.split(/[^\p{L}\p{M}\p{N}]+/u))];
}
