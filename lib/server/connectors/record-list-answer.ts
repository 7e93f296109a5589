import 'server-only';
import { type RecordListAnswer } from '../../connectors/connector-answers';
import { type Store } from '../../store';
import { otherSideTrouble } from '../http/connector-problem';
import { env } from '../process/env';
import { readContacts, searchContacts } from './hubspot/hubspot-contacts';
import { openHubspot } from './hubspot/hubspot-deeds';

/** Records by id, or those that a person means by some words. Throws a problem where the other side cannot be asked. */
export async function recordListAnswer(
  store: Store,
  id: number,
  { q, ids }: { q?: string | undefined; ids?: readonly string[] | undefined },
): Promise<RecordListAnswer> {
  const { config, connector, ...opened } = await openHubspot({ store, id }, 'records');
  const parts = { ...opened, baseUrl: env().connectors.hubspotUrl, timeZone: config.portal?.timeZone ?? null };
  const result = ids === undefined ? await searchContacts(parts, q ?? '') : await readContacts(parts, ids);
  if (result.kind === 'stopped') otherSideTrouble(connector, result.error);
  return { items: result.value, readAtMs: store.nowMs() };
}
