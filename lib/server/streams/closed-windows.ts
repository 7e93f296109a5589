import 'server-only';
import { type Store } from '../../store';
import { type ClosedWindow, closedWindows } from '../../streams/closed-windows';
import { pointsHere } from '../../streams/stream';
import { type DisabledWindow, disabledWindows } from '../../streams/stream-history';
import { env } from '../process/env';
import { managementIfConfigured } from '../management/client';
import { knownStreams } from '../management/known-streams';

/** Changes of status that may lie within the longest chart. */
const statusesRead = 500;

/**
 * The windows of a chart in which nothing could arrive through these event streams; without any, through those that post to
 * this app. Asks Auth0 for nothing but the list of event streams, and does not wait for it.
 */
export async function closedWindowsOf(
  store: Store,
  streamIds: readonly string[],
  { fromMs, toMs }: DisabledWindow,
): Promise<ClosedWindow[]> {
  const range = { fromMs, toMs: Math.min(toMs, Date.now()) };
  const [ids, outages] = await Promise.all([
    streamIds.length > 0 ? streamIds : ownStreamIds(),
    store.outages({ fromMs, untilMs: toMs }),
  ]);
  const disabled = await Promise.all(
    ids.map(async (id) => disabledWindows(await store.streamStatuses(id, statusesRead), range)),
  );
  return closedWindows(disabled, outages, range);
}

async function ownStreamIds(): Promise<string[]> {
  const { streams } = await knownStreams(managementIfConfigured(), 'comfort');
  return (streams ?? []).filter((stream) => pointsHere(stream, env().webhookUrl)).map(({ id }) => id);
}
