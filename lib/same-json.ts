import { type JsonObject, type JsonValue } from './json';

/**
 * Whether two values are the same JSON, key order ignored. Keeps its own stack, so nesting of any depth is safe. A number
 * beyond the double range (`1e400` parses to Infinity) counts as null, because that is what it is written back as.
 */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  const open: (JsonValue | undefined)[] = [a, b];
  while (open.length > 0) {
    const right = open.pop();
    const left = open.pop();
    if (!sameLevel(left, right, open)) return false;
  }
  return true;
}

/** Compares one level and leaves pairs of children that need a look of their own on the stack. */
function sameLevel(a: JsonValue | undefined, b: JsonValue | undefined, open: (JsonValue | undefined)[]): boolean {
  if (a === b) return true;
  if (!isContainer(a) || !isContainer(b)) return asWritten(a) === asWritten(b);
  if (Array.isArray(a)) return Array.isArray(b) && sameLength(a, b, open);
  return !Array.isArray(b) && sameKeys(a, b, open);
}

function sameLength(a: JsonValue[], b: JsonValue[], open: (JsonValue | undefined)[]): boolean {
  if (a.length !== b.length) return false;
  for (const [index, item] of a.entries()) {
    if (item !== b[index]) open.push(item, b[index]);
  }
  return true;
}

function sameKeys(a: JsonObject, b: JsonObject, open: (JsonValue | undefined)[]): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    if (a[key] !== b[key]) open.push(a[key], b[key]);
  }
  return true;
}

function isContainer(value: JsonValue | undefined): value is JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null;
}

function asWritten(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
