import 'server-only';
import { type StreamName } from '../../story/event-view';
import { managementIfConfigured } from '../management/client';
import { knownStreams } from '../management/known-streams';

/** Names of the tenant's event streams, for filters and rows. Never fails: a row without a name shows the id. */
export async function streamNames(): Promise<StreamName[]> {
  const { streams } = await knownStreams(managementIfConfigured(), 'comfort');
  return (streams ?? []).map(({ id, name }) => ({ id, name }));
}
