import 'server-only';
import { type Store } from '../../store';
import { type ClosedWindow, closedWindows } from '../../streams/closed-windows';
import { pointsHere } from '../../streams/stream';
import { type DisabledWindow, disabledWindows } from '../../streams/stream-history';
import { env } from '../process/env';
import { managementIfConfigured } from '../management/client';

/** Changes of status that may lie within the longest chart. */
const statusesRead = 500;

/**
 * The windows of a chart in which nothing could arrive through these event streams; without any, through those that post to
 * this app, as far as their list is at hand: a chart asks Auth0 for nothing.
 */
export async function closedWindowsOf(
  store: Store,
  streamIds: readonly string[],
  { fromMs, toMs }: DisabledWindow,
): Promise<ClosedWindow[]> {
  const range = { fromMs, toMs: Math.min(toMs, Date.now()) };
  const ids = streamIds.length > 0 ? streamIds : ownStreamIds();
  const [outages, ...disabled] = await Promise.all([
    store.outages({ fromMs, untilMs: toMs }),
    ...ids.map(async (id) => disabledWindows(await store.streamStatuses(id, statusesRead), range)),
  ]);
  return closedWindows(disabled, outages, range);
}

function ownStreamIds(): string[] {
  const known = managementIfConfigured()?.streams.last()?.value ?? [];
  return known.filter((stream) => pointsHere(stream, env().webhookUrl)).map(({ id }) => id);
}
