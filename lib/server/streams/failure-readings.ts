import 'server-only';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { openStates } from '../../deliveries/state';
import { type Store } from '../../store';
import { type EventStream, pointsHere } from '../../streams/stream';
import { type FailureReadings } from '../../streams/stream-view';
import { env } from '../process/env';

/** Deliveries read to tell how many failed since the newest arrival; the limit that matters is 500. */
const deliveriesRead = 500;

/** Open deliveries of an event stream, newest first, as many as its limit of failures in a row can count. */
export async function openDeliveries(store: Store, streamId: string, failedNow: number): Promise<DeliverySummary[]> {
  if (failedNow === 0) return [];
  const page = await store.listDeliveries(
    { streamIds: [streamId], states: [...openStates] },
    { limit: deliveriesRead },
  );
  return page.items;
}

/** How near an event stream is to being disabled; `rows` are its open deliveries. */
export async function failureReadings(
  store: Store,
  stream: EventStream,
  failed: { failedNow: number; rows: readonly DeliverySummary[] },
): Promise<FailureReadings> {
  const { failedNow, rows } = failed;
  if (!pointsHere(stream, env().webhookUrl)) return { failedNow, sinceLastArrival: null };
  // An arrival recorded under a clock that was ahead must not hide the failures after it.
  const lastReceivedAtMs = Math.min((await store.lastReceivedAtMs(stream.id)) ?? 0, Date.now());
  return { failedNow, sinceLastArrival: rows.filter((row) => (row.lastAttemptAtMs ?? 0) > lastReceivedAtMs).length };
}
