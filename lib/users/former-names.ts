import { type JsonObject } from '../json/json';
import { plainText } from '../text/plain-text';

/** What identifies a person and may change; a nickname mostly repeats the address. */
const fields = ['email', 'name', 'username', 'phone_number'] as const;
const mostFormer = 16;
const longestFormer = 320;

/**
 * Names and addresses that a user no longer has, newest first: what `before` has and `after` lacks comes before `known`.
 * At most 16 of at most 320 characters.
 */
export function formerNames(known: readonly string[], before: JsonObject, after: JsonObject): string[] {
  if (fields.every((field) => before[field] === after[field])) return [...known];
  const current = new Set(valuesOf(after));
  const former = [...valuesOf(before), ...known].filter((value) => !current.has(value));
  return [...new Set(former)].slice(0, mostFormer);
}

function valuesOf(profile: JsonObject): string[] {
  return fields
    .map((field) => profile[field])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((value) => plainText(value, longestFormer));
}
