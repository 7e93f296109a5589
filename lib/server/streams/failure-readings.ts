import 'server-only';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { openStates } from '../../deliveries/state';
import { type Store } from '../../store';
import { type EventStream, pointsHere } from '../../streams/stream';
import { type FailureReadings, forecastAtMs } from '../../streams/failure-budget';
import { env } from '../process/env';

/** Deliveries read at most to tell how many failed since the newest arrival. */
const mostRead = 5_000;

/** Open deliveries of an event stream, newest first, as many as its limit of failures in a row can count. */
export async function openDeliveries(store: Store, streamId: string, failedNow: number): Promise<DeliverySummary[]> {
  if (failedNow === 0) return [];
  const page = await store.listDeliveries(
    { streamIds: [streamId], states: [...openStates] },
    { limit: Math.min(env().failureLimits.inARow, mostRead) },
  );
  return page.items;
}

/** How near an event stream is to being disabled, and when it will be; `rows` are its open deliveries. */
export async function failureReadings(
  store: Store,
  stream: EventStream,
  failed: { failedNow: number; rows: readonly DeliverySummary[] },
): Promise<FailureReadings> {
  const { failedNow, rows } = failed;
  const counts = {
    failedNow,
    sinceLastArrival: await sinceLastArrival(store, stream, rows),
    limits: env().failureLimits,
  };
  const times = rows.flatMap((row) => row.lastAttemptAtMs ?? []);
  const isOn = stream.status === 'enabled';
  return { ...counts, forecastAtMs: isOn ? forecastAtMs(counts, times, Date.now()) : null };
}

async function sinceLastArrival(
  store: Store,
  stream: EventStream,
  rows: readonly DeliverySummary[],
): Promise<number | null> {
  if (!pointsHere(stream, env().webhookUrl)) return null;
  // An arrival recorded under a clock that was ahead must not hide the failures after it.
  const lastReceivedAtMs = Math.min((await store.lastReceivedAtMs(stream.id)) ?? 0, Date.now());
  return rows.filter((row) => (row.lastAttemptAtMs ?? 0) > lastReceivedAtMs).length;
}
