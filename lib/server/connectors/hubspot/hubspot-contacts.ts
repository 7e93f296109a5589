import { glanceOf, glanceProperties, readContactList } from '../../../connectors/hubspot/hubspot-account';
import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordKey } from '../../../connectors/records/record-reply';
import { type RecordGlance } from '../../../connectors/records/record-glance';
import { idProperties, propertiesOf } from './hubspot-client';
import { askHubspot, contactsPath, type HubspotParts, type HubspotResult } from './hubspot-request';

/** Inputs that one batch takes, and contacts that a person is shown. */
export const mostInputs = 100;
const mostShown = 10;

/** Characters of a question that are sent: a search has 3,000 in all. */
const longestQuestion = 200;

const mostBatchBytes = 8 * 1_024 * 1_024;

/**
 * Reads live contacts by id, address or user id. What is not there, or is archived, is left out. An id that ended in a merge may
 * bring the record it went into, whose id is another one.
 */
export async function batchRead(
  parts: HubspotParts,
  keys: readonly string[],
  { targets, by = 'id' }: { targets: readonly string[]; by?: RecordKey },
): Promise<HubspotResult<FoundRecord[]>> {
  const found: FoundRecord[] = [];
  // An input that is named twice is refused, addresses whatever their case.
  const left = [...new Set(by === 'email' ? keys.map((key) => key.toLowerCase()) : keys)];
  while (left.length > 0) {
    const inputs = left.splice(0, mostInputs).map((id) => ({ id }));
    const idProperty = idProperties[by];
    const body = { inputs, properties: propertiesOf(targets), ...(idProperty === null ? {} : { idProperty }) };
    const request = { method: 'POST', path: `${contactsPath}/batch/read`, body, mostBytes: mostBatchBytes } as const;
    const result = await askHubspot(parts, request, readContactList);
    if (result.kind === 'stopped') return result;
    found.push(...result.value);
  }
  return { kind: 'done', value: found };
}

/** Contacts that a person is to choose from. */
export async function readContacts(
  parts: HubspotParts,
  ids: readonly string[],
): Promise<HubspotResult<RecordGlance[]>> {
  return glancesOf(await batchRead(parts, ids, { targets: glanceProperties }));
}

const glancesOf = (result: HubspotResult<FoundRecord[]>): HubspotResult<RecordGlance[]> =>
  result.kind === 'stopped' ? result : { kind: 'done', value: result.value.map(glanceOf) };

/**
 * Looks for contacts that a person means, ten at most: by id or address first, which is never stale, then by the search, whose
 * index lags behind.
 */
export async function searchContacts(parts: HubspotParts, question: string): Promise<HubspotResult<RecordGlance[]>> {
  const query = question.trim().slice(0, longestQuestion);
  if (query === '') return { kind: 'done', value: [] };
  const named = await readNamed(parts, query);
  if (named.kind === 'stopped') return named;
  const body = { query, limit: mostShown, properties: propertiesOf(glanceProperties) };
  const request = { method: 'POST', path: `${contactsPath}/search`, body, mostBytes: mostBatchBytes } as const;
  const searched = await askHubspot(parts, request, readContactList);
  if (searched.kind === 'stopped') return searched;
  const all = new Map([...named.value, ...searched.value].map((record) => [record.id, record]));
  return glancesOf({ kind: 'done', value: [...all.values()].slice(0, mostShown) });
}

/** The contact whose id or address the question is. */
function readNamed(parts: HubspotParts, query: string): Promise<HubspotResult<FoundRecord[]>> {
  const isId = /^\d{1,20}$/.test(query);
  const keys = isId || /^\S+@\S+$/.test(query) ? [query] : [];
  return batchRead(parts, keys, { targets: glanceProperties, by: isId ? 'id' : 'email' });
}
