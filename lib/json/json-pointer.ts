import { isJsonObject, type JsonValue } from './json';

/** What `pointerSteps` takes: nothing, or steps that each begin with a slash (RFC 6901). */
export const jsonPointerShape = /^(?:\/(?:[^~/]|~[01])*)*$/;

function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function memberOf(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d{0,8})$/.test(step) ? value[Number(step)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What stands at a JSON pointer (RFC 6901); undefined where nothing does. Empty: the whole. Total for any text. */
export function valueAt(value: JsonValue | undefined, pointer: string): JsonValue | undefined {
  let found = value;
  for (const step of pointerSteps(pointer)) {
    if (found === undefined || found === null) return undefined;
    found = memberOf(found, step);
  }
  return found;
}

/** Objects around a value, so that it stands at the pointer: `/data/contact` makes `{data: {contact: value}}`. */
export function nestedAt(value: JsonValue, pointer: string): JsonValue {
  // `fromEntries` makes even `__proto__` a member like others.
  return pointerSteps(pointer).reduceRight<JsonValue>((inner, step) => Object.fromEntries([[step, inner]]), value);
}
