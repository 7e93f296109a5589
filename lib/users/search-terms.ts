import { phoneTerms, phoneWord } from '../people/phone';
import { foldText } from '../text/fold-text';
import { plainText } from '../text/plain-text';
import { type UserSummary } from './user';

const mostTerms = 64;
const longestTerm = 256;
// A hostile id may be as long as a body.
const longestId = 1024;
const mostWords = 8;

const searched = [
  'userId',
  'email',
  'name',
  'nickname',
  'phoneNumber',
  'username',
  'givenName',
  'familyName',
  'former',
] as const;

/** The part of a user that a search looks at. */
export type SearchedUser = Pick<UserSummary, (typeof searched)[number]>;

/** What no word holds, in a user or in a search: white space and control characters. */
const separators = /[\s\p{Cc}]+/u;

/** True when both have the same search terms because all that is looked at is the same. */
export function isFoundAlike(a: SearchedUser, b: SearchedUser): boolean {
  return searched.every((part) => String(a[part]) === String(b[part]) && (a[part] === null) === (b[part] === null));
}

/** The words of a search as terms are written. Words beyond the eighth are ignored. */
export function searchWords(q: string): string[] {
  const words = splitWords(q).map((word) => plainText(word, longestTerm));
  return [...new Set(words)].slice(0, mostWords);
}

/** A search that can be a phone number as one word without grouping; null for any other. */
export function searchedPhone(q: string): string | null {
  return phoneWord(foldText(q));
}

/**
 * The words a search finds a user by, folded and distinct: the user id and what follows its connection, the whole e-mail
 * and its parts, phone numbers as they can be dialled, the words of all names, then the same of former ones. None is the
 * beginning of another, and none holds white space or a control character. At most 64 of at most 256 characters.
 */
export function searchTerms(user: SearchedUser): string[] {
  // `samlp|connection|name` has two bars: both tails can be typed.
  const id = user.userId.slice(0, longestId);
  const ids = [id, id.slice(id.indexOf('|') + 1), id.slice(id.lastIndexOf('|') + 1)];
  const names = [user.name, user.givenName, user.familyName, user.username, user.nickname].filter(
    (name) => name !== null,
  );
  const addresses = [user.email].filter((email) => email !== null);
  const phones = [user.phoneNumber, user.name, user.username].flatMap((text) =>
    text === null ? [] : phoneTerms(foldText(text)),
  );
  const terms = [
    ...ids,
    ...addresses.flatMap(addressTerms),
    ...phones,
    ...[...names, user.phoneNumber ?? ''].flatMap(words),
    ...user.former.flatMap((text) => [...addressTerms(text), ...phoneTerms(foldText(text)), ...words(text)]),
  ];
  // The cut may go through a surrogate pair; halves that differ here would be the same text to a database.
  const folded = terms.flatMap(splitWords).map((term) => plainText(term, longestTerm));
  return withoutPrefixes([...new Set(folded)].slice(0, mostTerms));
}

/** The former name or address that makes a search find a user whom what is current does not answer; null where it does. */
export function formerHit(user: SearchedUser, q: string): string | null {
  const current = searchTerms({ ...user, former: [] });
  const phone = searchedPhone(q);
  const words = phone === null ? searchWords(q) : [phone, ...searchWords(q)];
  const missing = words.filter((word) => !startsSome(current, word));
  if (missing.length === 0 || (phone !== null && startsSome(current, phone))) return null;
  const nobody = { ...user, userId: '', email: null, name: null, nickname: null };
  const nameless = { ...nobody, phoneNumber: null, username: null, givenName: null, familyName: null };
  const termsOf = (former: string) => searchTerms({ ...nameless, former: [former] });
  return user.former.find((former) => missing.some((word) => startsSome(termsOf(former), word))) ?? null;
}

/** True when a search names the user exactly: the whole id, address, number or username, present or former. */
export function isExactly(user: SearchedUser, q: string): boolean {
  const wanted = foldText(q).trim();
  const phone = searchedPhone(q);
  const whole = [user.userId, user.email, user.username, ...user.former].filter((text) => text !== null);
  if (whole.some((text) => foldText(text) === wanted)) return true;
  const numbers = [user.phoneNumber, ...user.former].filter((text) => text !== null);
  return phone !== null && numbers.some((text) => phoneTerms(foldText(text)).includes(phone));
}

function startsSome(terms: readonly string[], word: string): boolean {
  return terms.some((term) => term.startsWith(word));
}

/** Splits a text into folded words. */
function splitWords(text: string): string[] {
  return foldText(text).split(separators).filter(Boolean);
}

/** Drops what another term starts with: a search for beginnings finds the longer one by the same words. Sorted. */
function withoutPrefixes(terms: readonly string[]): string[] {
  const sorted = [...terms].sort();
  // In this order everything that starts with a term follows it at once.
  return sorted.filter((term, index) => sorted[index + 1]?.startsWith(term) !== true);
}

/** The whole address, `@domain`, the domain from each of its parts on, and the words before it. */
function addressTerms(address: string): string[] {
  const at = address.lastIndexOf('@');
  if (at === -1) return words(address);
  const domain = address.slice(at + 1, at + 1 + longestTerm);
  const starts = [0, ...[...domain.matchAll(/[.-]/g)].map(({ index }) => index + 1)];
  // The last part alone is the same for half of the world.
  const parts = starts
    .filter((start) => start === 0 || domain.includes('.', start))
    .map((start) => domain.slice(start));
  return [address, `@${domain}`, ...parts, ...words(address.slice(0, at))];
}

/** Words as written (`anne-marie`) and their parts (`anne`, `marie`), so that either can be typed. */
function words(value: string): string[] {
  const whole = value.split(separators);
  return [...whole, ...whole.flatMap((word) => word.split(/[^\p{L}\p{M}\p{N}]+/u))];
}
