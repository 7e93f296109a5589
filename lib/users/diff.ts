import { isJsonObject, type JsonObject, type JsonValue } from '../json/json';
import { sameJson } from '../json/same-json';
import { type Change } from '../events/change';

const mostChanges = 64;
/** Longest value kept in a change, in characters of JSON. */
const longestValue = 512;

/**
 * The fields that differ between two profiles, in the order of their names; at most 64. Metadata is compared member by
 * member. Identities are one change: the linked accounts as `provider|user_id`, or, when those are the same and only their
 * details differ, the identities themselves. A value longer than 512 characters becomes the first 512 of its text.
 */
export function diffProfiles(before: JsonObject, after: JsonObject): Change[] {
  const changes: Change[] = [];
  for (const { field, before: was, after: is } of differences(before, after)) {
    const [old, wasCut] = shorten(was);
    const [now, isCut] = shorten(is);
    changes.push({
      field,
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
      ...((wasCut || isCut) && { cut: true }),
    });
    if (changes.length === mostChanges) break;
  }
  return changes;
}

interface Difference {
  field: string;
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

function* differences(before: JsonObject, after: JsonObject): Generator<Difference> {
  for (const difference of memberDifferences(before, after, '')) {
    if (difference.field === 'identities') yield summariseIdentities(difference);
    else if (difference.field === 'user_metadata' || difference.field === 'app_metadata') yield* metadata(difference);
    else yield difference;
  }
}

function* memberDifferences(before: JsonObject, after: JsonObject, prefix: string): Generator<Difference> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of [...names].sort()) {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    const is = Object.hasOwn(after, name) ? after[name] : undefined;
    if (!sameJson(was, is)) yield { field: prefix + name, before: was, after: is };
  }
}

function* metadata(whole: Difference): Generator<Difference> {
  const { field, before = {}, after = {} } = whole;
  const comparable = isJsonObject(before) && isJsonObject(after);
  // `{}` appearing or vanishing has no members to tell of.
  if (!comparable || sameJson(before, after)) yield whole;
  else yield* memberDifferences(before, after, `${field}.`);
}

function summariseIdentities(whole: Difference): Difference {
  const before = accounts(whole.before);
  const after = accounts(whole.after);
  return sameJson(before, after) ? whole : { field: whole.field, before, after };
}

function accounts(identities: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(identities)) return identities;
  return identities.map((identity) => {
    const { provider, user_id: id } = isJsonObject(identity) ? identity : {};
    return typeof provider === 'string' && typeof id === 'string' ? `${provider}|${id}` : identity;
  });
}

function shorten(value: JsonValue | undefined): [JsonValue | undefined, boolean] {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean')
    return [value, false];
  const json = JSON.stringify(value);
  if (json.length <= longestValue) return [value, false];
  // A cut through a surrogate pair would leave half a character.
  return [(typeof value === 'string' ? value : json).slice(0, longestValue).toWellFormed(), true];
}
