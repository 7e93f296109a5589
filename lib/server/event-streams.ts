import 'server-only';
import { type StreamName } from '../events/event-view';
import { log } from './log';
import { managementIfConfigured } from './management/client';
import { listStreams } from './management/streams';

const namesOf = (streams: readonly StreamName[]): StreamName[] => streams.map(({ id, name }) => ({ id, name }));

/** Names of the tenant's event streams as last seen, without asking anybody. */
export function knownStreamNames(): StreamName[] {
  return namesOf(managementIfConfigured()?.streams.last() ?? []);
}

/**
 * Names of the tenant's event streams, for filters and rows. Never fails: events can be read whatever becomes of the
 * Management API, and a row without a name shows the id.
 */
export async function streamNames(): Promise<StreamName[]> {
  const held = managementIfConfigured();
  if (held === null) return [];
  try {
    return namesOf((await listStreams(held)).streams);
  } catch (error) {
    log.debug({ err: error }, 'Event stream names are not available');
    return knownStreamNames();
  }
}
