import { isJsonObject, type JsonObject, type JsonValue } from '../json/json';
import { sameJson } from '../json/same-json';
import { type StreamEvent } from './event';

/**
 * Whether two arrivals of one event id carry the same content: type, instant of `time` and `data.object` agree, key order
 * ignored and numbers compared by their decimal value. What Auth0 leaves out of the copy it keeps for redelivery
 * (`multifactor`, and `profileData` and `isSocial` of identities; seen in go-auth0's recordings of a real tenant) may be
 * absent on either side. Safe at any depth.
 */
export function sameContent(a: StreamEvent, b: StreamEvent): boolean {
  if (a.type !== b.type || a.timeMs !== b.timeMs) return false;
  if (a.object === null || b.object === null || !a.type.startsWith('user.')) return sameJson(a.object, b.object);
  return sameMembers(a.object, b.object, ['multifactor'], sameUserField);
}

function sameUserField(field: string, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (field !== 'identities' || !Array.isArray(a) || !Array.isArray(b)) return sameJson(a, b);
  return a.length === b.length && a.every((identity, index) => sameIdentity(identity, b[index]));
}

function sameIdentity(a: JsonValue, b: JsonValue | undefined): boolean {
  if (!isJsonObject(a) || !isJsonObject(b)) return sameJson(a, b);
  return sameMembers(a, b, ['profileData', 'isSocial'], (_field, left, right) => sameJson(left, right));
}

/** Compares two objects member by member; a member named in `trimmable` is only compared when both have it. */
function sameMembers(
  a: JsonObject,
  b: JsonObject,
  trimmable: readonly string[],
  same: (field: string, a: JsonValue | undefined, b: JsonValue | undefined) => boolean,
): boolean {
  const onlyInB = Object.keys(b).filter((field) => !Object.hasOwn(a, field));
  return (
    onlyInB.every((field) => trimmable.includes(field)) &&
    Object.keys(a).every((field) =>
      Object.hasOwn(b, field) ? same(field, a[field], b[field]) : trimmable.includes(field),
    )
  );
}
