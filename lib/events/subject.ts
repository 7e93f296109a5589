import { isJsonObject, type JsonObject } from '../json/json';
import { namesOf, whoOf } from '../people/who';
import { plainText } from '../text/plain-text';
import { eventFamily } from './event-types';

/** Id of the thing an event is about and what a person reads for it; null where nothing is recognised. */
export interface Subject {
  id: string | null;
  label: string | null;
}

// Longer than any name Auth0 accepts; a label is shown in lists and must not carry a whole body.
const longestLabel = 320;
const otherLabels = ['display_name', 'name', 'email'] as const;

/**
 * Finds the subject of an event of any type. Membership, role and connection events are about the organization or group
 * they name (`data.object.organization`, `.group`); all others about `data.object` itself.
 */
export function readSubject(type: string, object: JsonObject | null): Subject {
  if (object === null) return { id: null, label: null };
  const family = eventFamily(type);
  if (family === 'user') return describe(object, ['user_id'], whoOf(namesOf(object)));
  const named = Object.hasOwn(object, family) ? object[family] : undefined;
  const subject = describeOther(isJsonObject(named) ? named : object);
  return subject.id === null && subject.label === null ? describeOther(object) : subject;
}

function describeOther(entity: JsonObject): Subject {
  return describe(entity, ['id', 'user_id'], firstText(entity, otherLabels));
}

function describe(entity: JsonObject, ids: readonly string[], name: string | null): Subject {
  const id = firstText(entity, ids);
  const label = name ?? id;
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
