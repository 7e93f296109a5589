import { types } from 'node:util';
import { isJsonNumber, JsonNumber } from '@/lib/json/json-number';

/**
 * The value as it can be cloned into another process. Cloning forgets classes, and numbers with all their digits are of
 * one: they travel as boxed text, which no JSON can name. Throws on any other class, which would arrive as something else.
 */
export function toPlain(value: unknown): unknown {
  if (isJsonNumber(value)) return Object(value.digits);
  return mapMembers(value, toPlain);
}

/** The value that `toPlain` was given in the other process. */
export function fromPlain(value: unknown): unknown {
  if (types.isStringObject(value)) return new JsonNumber(value.toString());
  return mapMembers(value, fromPlain);
}

/** The same value where `map` changes nothing in it: almost always. */
function mapMembers(value: unknown, map: (member: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    const mapped = value.map(map);
    return mapped.every((member, index) => member === value[index]) ? value : mapped;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    throw new TypeError('Only plain values go between processes');
  const members: [string, unknown][] = Object.entries(value);
  const mapped = members.map(([, member]) => map(member));
  if (mapped.every((member, index) => member === members[index]?.[1])) return value;
  return Object.fromEntries(members.map(([key], index) => [key, mapped[index]]));
}
