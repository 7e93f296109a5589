import { type StreamEvent } from '../events/event';
import { type JsonObject, type JsonValue } from '../json/json';
import { sameJson } from '../json/same-json';

/**
 * What an event's `data.object` makes of a profile: a present field sets (metadata and identities are replaced whole), an
 * absent field leaves, `null` removes the field. A field only in `previous_object` is removed when `data.object` is a full
 * profile. `deleted_at` is left out: the tombstone keeps the deletion. Fields are sorted, so equal profiles have equal
 * JSON; a field whose value is the same keeps its former bytes (1.0 after 1 stays 1). Returns `profile` itself when nothing changed.
 */
export function mergeProfile(profile: JsonObject, event: StreamEvent): JsonObject {
  const object = event.object ?? {};
  if (Object.keys(profile).length === 0) return firstProfile(profile, object);
  const fields = new Map(Object.entries(profile));
  let changed = false;
  for (const [field, value] of Object.entries(object)) {
    if (field === 'deleted_at') continue;
    if (value === null) changed = fields.delete(field) || changed;
    else if (!fields.has(field) || !sameJson(fields.get(field), value)) {
      fields.set(field, value);
      changed = true;
    }
  }
  for (const field of clearedFields(object, event.previousObject)) changed = fields.delete(field) || changed;
  // Object.fromEntries defines own members, so a field called `__proto__` is a field like any other.
  return changed ? Object.fromEntries([...fields].sort(byField)) : profile;
}

/** The same for an empty profile, where nothing needs comparing. */
function firstProfile(empty: JsonObject, object: JsonObject): JsonObject {
  const fields: [string, JsonValue][] = [];
  for (const field of Object.keys(object).sort()) {
    const value = object[field];
    if (field !== 'deleted_at' && value !== undefined && value !== null) fields.push([field, value]);
  }
  // Not one assignment after the other: beyond a dozen, V8 makes that a hash table, which is slow to read and write out.
  return fields.length === 0 ? empty : Object.fromEntries(fields);
}

function clearedFields(object: JsonObject, previous: JsonObject | null): string[] {
  if (previous === null || !isFullProfile(object)) return [];
  return Object.keys(previous).filter((field) => !Object.hasOwn(object, field));
}

/** Partial updates exist, so absence proves something only beside the two fields that every whole profile has. */
function isFullProfile(object: JsonObject): boolean {
  return Array.isArray(object.identities) && typeof object.created_at === 'string';
}

function byField([a]: [string, JsonValue], [b]: [string, JsonValue]): number {
  return a < b ? -1 : 1;
}
