import 'server-only';
import { type RecordListAnswer } from '../../connectors/connector-answers';
import { type Store } from '../../store';
import { otherSideTrouble } from '../http/connector-problem';
import { env } from '../process/env';
import { readContacts, searchContacts } from './hubspot/hubspot-contacts';
import { openRecords } from './records/record-deeds';
import { readRecords, searchRecords } from './rest/rest-records';

interface Wanted {
  q?: string | undefined;
  ids?: readonly string[] | undefined;
}

/** Records by id, or those that a person means by some words. Throws a problem where the other side cannot be asked. */
export async function recordListAnswer(store: Store, id: number, wanted: Wanted): Promise<RecordListAnswer> {
  const opened = await openRecords({ store, id }, 'records');
  const result = await look(opened, wanted);
  if (result.kind === 'stopped') otherSideTrouble(opened.connector, result.error);
  return { items: result.value, readAtMs: store.nowMs() };
}

function look({ config, ...opened }: Awaited<ReturnType<typeof openRecords>>, { q = '', ids }: Wanted) {
  if (config.kind === 'rest') {
    const parts = { ...opened, config };
    return ids === undefined ? searchRecords(parts, q) : readRecords(parts, ids);
  }
  const parts = { ...opened, baseUrl: env().connectors.hubspotUrl, timeZone: config.portal?.timeZone ?? null };
  return ids === undefined ? searchContacts(parts, q) : readContacts(parts, ids);
}
