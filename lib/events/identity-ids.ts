import { isJsonObject, type JsonObject } from '../json';

/**
 * Auth0 sends `identities[].user_id` as string or integer; makes them strings, in place, in a freshly parsed object.
 * Social providers hand out 17-digit ids, more than a double holds: `exactObject` reads the same object again from its
 * text (see `exactUserIds`) and is asked only when an id was rounded.
 */
export function textIdentityIds(object: JsonObject, exactObject: () => JsonObject | null): void {
  if (identitiesOf(object).some((identity) => isRounded(identity.user_id))) {
    object.identities = exactObject()?.identities ?? object.identities ?? [];
  }
  for (const identity of identitiesOf(object)) {
    if (typeof identity.user_id === 'number') identity.user_id = String(identity.user_id);
  }
}

/** Reviver for `JSON.parse` that reads a rounded integer `user_id` as a string of its exact digits. */
export function exactUserIds(key: string, value: unknown, context?: { source?: string }): unknown {
  const source = key === 'user_id' && isRounded(value) ? context?.source : undefined;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

function isRounded(value: unknown): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}

function identitiesOf(object: JsonObject): JsonObject[] {
  return Array.isArray(object.identities) ? object.identities.filter(isJsonObject) : [];
}
