import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordGlance } from '../../../connectors/records/record-glance';
import { type RecordCall } from '../../../connectors/records/record-reply';
import { type RestConfig } from '../../../connectors/rest/rest-config';
import { restCall, type RestParts } from './rest-call';

/** Records that a person is to choose from, or why the CRM does not tell them. */
export type RestRecords = { kind: 'done'; value: RecordGlance[] } | { kind: 'stopped'; error: string };

const nameSources = ['given_name', 'family_name'];

/** A record as a person looks at it who is to choose one: what of it is mapped. */
function glanceOf({ id, values, userId }: FoundRecord, { mapping, emailTarget }: RestConfig): RecordGlance {
  const names = nameSources.flatMap((source) => mapping.filter((row) => row.source === source));
  return {
    ...{ id, userId, company: null, createdAtMs: null, changedAtMs: null },
    name: names.flatMap(({ target }) => values[target] || []).join(' '),
    email: values[emailTarget] || null,
  };
}

async function readEach(parts: RestParts, calls: readonly RecordCall[]): Promise<RestRecords> {
  const found = new Map<string, RecordGlance>();
  for (const call of calls) {
    const { reply } = await restCall(parts, call);
    if (reply.kind === 'stopped') return { kind: 'stopped', error: reply.error };
    if (reply.kind === 'record') found.set(reply.record.id, glanceOf(reply.record, parts.config));
  }
  return { kind: 'done', value: [...found.values()] };
}

/** Reads records by id. What is not there is left out. */
export const readRecords = (parts: RestParts, ids: readonly string[]): Promise<RestRecords> =>
  readEach(
    parts,
    ids.map((value) => ({ act: 'read', by: 'id', value })),
  );

/** The record whose address the question is, or whose id. A CRM is not searched by any other words. */
export function searchRecords(parts: RestParts, question: string): Promise<RestRecords> {
  const value = question.trim();
  if (/^\S+@\S+$/.test(value)) return readEach(parts, [{ act: 'read', by: 'email', value }]);
  return readEach(parts, /^[\w-]{1,64}$/.test(value) ? [{ act: 'read', by: 'id', value }] : []);
}
