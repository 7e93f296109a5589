import { isJsonObject, type JsonObject } from '../json';
import { plainText } from '../plain-text';
import { eventFamily } from './event-types';

/** Id of the thing an event is about and what a person reads for it; null where nothing is recognised. */
export interface Subject {
  id: string | null;
  label: string | null;
}

// Longer than any name Auth0 accepts; a label is shown in lists and must not carry a whole body.
const longestLabel = 320;
const userLabels = ['email', 'name', 'username', 'phone_number', 'nickname'] as const;
const otherLabels = ['display_name', 'name', 'email'] as const;

/**
 * Finds the subject of an event of any type. Membership, role and connection events are about the organization or group
 * they name (`data.object.organization`, `.group`); all others about `data.object` itself.
 */
export function readSubject(type: string, object: JsonObject | null): Subject {
  if (object === null) return { id: null, label: null };
  const family = eventFamily(type);
  if (family === 'user') return describe(object, ['user_id'], userLabels);
  const named = Object.hasOwn(object, family) ? object[family] : undefined;
  const subject = describe(isJsonObject(named) ? named : object, ['id', 'user_id'], otherLabels);
  return subject.id === null && subject.label === null ? describe(object, ['id', 'user_id'], otherLabels) : subject;
}

function describe(entity: JsonObject, ids: readonly string[], labels: readonly string[]): Subject {
  const id = firstText(entity, ids);
  const label = firstText(entity, labels) ?? id;
  return {
    id: id === null ? null : plainText(id),
    label: label === null ? null : plainText(label, longestLabel),
  };
}

function firstText(entity: JsonObject, fields: readonly string[]): string | null {
  for (const field of fields) {
    const value = entity[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
