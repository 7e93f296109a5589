import { judgeHubspot } from '../../../connectors/hubspot/judge-hubspot';
import { hubspotUserIdTarget } from '../../../connectors/records/record-config';
import { type RecordCall, type RecordKey, type RecordReply } from '../../../connectors/records/record-reply';
import {
  clockOf,
  contactsPath,
  type HubspotFacts,
  type HubspotParts,
  type HubspotRequest,
  hubspotRequest,
} from './hubspot-request';

/** What is read of a contact whatever is mapped: by these it is known whose it is, and what it was merged from. */
const alwaysRead = ['email', hubspotUserIdTarget, 'hs_merged_object_ids', 'hs_additional_emails'];

/** The property that finds a contact; an id needs none. */
export const idProperties: Record<RecordKey, string | null> = {
  id: null,
  email: 'email',
  user_id: hubspotUserIdTarget,
};

const contactPath = (key: string) => `${contactsPath}/${encodeURIComponent(key)}`;

/** An address with such a segment would be another one, percent-encoded or not; half a surrogate pair stands in none. */
const isSegment = (key: string) => !/^\.{0,2}$/.test(key) && key.isWellFormed();

/** The properties that are asked for, each once. */
export const propertiesOf = (targets: readonly string[]): string[] => [...new Set([...alwaysRead, ...targets])];

/**
 * Makes one request about a contact and says what its answer means. `targets` are the properties that are mapped: a read tells
 * them and `alwaysRead`; an update may tell only what it changed. `facts` is null where nothing had to be asked. Never rejects.
 */
export async function hubspotCall(
  parts: HubspotParts,
  call: RecordCall,
  targets: readonly string[],
): Promise<{ reply: RecordReply; facts: HubspotFacts | null }> {
  const request = requestOf(call, targets);
  if (request === null) return { reply: { kind: 'none' }, facts: null };
  const { facts, heard } = await hubspotRequest(parts, request);
  if ('answer' in heard) return { reply: judgeHubspot(heard.answer, call, clockOf(parts)), facts };
  const { stopped } = heard;
  return { reply: { ...stopped, isUnknown: stopped.isUnknown && call.act !== 'read' }, facts };
}

/** Null for a key that no record can have. */
function requestOf(call: RecordCall, targets: readonly string[]): HubspotRequest | null {
  if (call.act === 'create') return { method: 'POST', path: contactsPath, body: { properties: call.values } };
  const key = call.act === 'read' ? call.value : call.recordId;
  if (!isSegment(key)) return null;
  const path = contactPath(key);
  if (call.act === 'archive') return { method: 'DELETE', path };
  if (call.act === 'update') return { method: 'PATCH', path, body: { properties: call.values } };
  const idProperty = idProperties[call.by];
  return {
    method: 'GET',
    path,
    query: {
      properties: propertiesOf(targets).join(','),
      ...(idProperty === null ? {} : { idProperty }),
      ...(call.isArchived === true ? { archived: 'true' } : {}),
    },
  };
}
