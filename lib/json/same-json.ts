import { isJsonObject, isNumber, type JsonObject, type JsonValue } from './json';
import { sameNumber } from './json-number';

/**
 * Whether two values are the same JSON: the order of keys is ignored, and numbers are compared by their decimal value
 * (`sameNumber`). Keeps its own stack, so nesting of any depth is safe.
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
  if (Array.isArray(a)) return Array.isArray(b) && sameLength(a, b, open);
  if (isJsonObject(a)) return isJsonObject(b) && sameKeys(a, b, open);
  return isNumber(a) && isNumber(b) && sameNumber(a, b);
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
