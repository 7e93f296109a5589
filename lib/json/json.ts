import { isJsonNumber, type JsonNumber } from './json-number';

/** Any value JSON can carry, read by `parseJson`: a number that a double would not write back the same is a `JsonNumber`. */
export type JsonValue = string | number | JsonNumber | boolean | null | JsonValue[] | JsonObject;

/** A JSON object as parsed; keys come from outside, so it may hold any key, `__proto__` included. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** True for a plain JSON object (not null, not an array, not a number). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isJsonNumber(value);
}

/** True for a number, whether a double holds it or not. */
export function isNumber(value: JsonValue | undefined): value is number | JsonNumber {
  return typeof value === 'number' || isJsonNumber(value);
}
