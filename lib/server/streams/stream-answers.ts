import 'server-only';
import { randomUUID } from 'node:crypto';
import { type DeliveryPoll, type DeliverySummary } from '../../deliveries/delivery-record';
import { explanationLine } from '../../deliveries/explain-failure';
import { currentPolls, failuresAreKnown } from '../../deliveries/delivery-view';
import { type Page, type PageRequest } from '../../page';
import { type Store } from '../../store';
import { type EventStream, pointsHere } from '../../streams/stream';
import { disabledWindows, type StreamChange } from '../../streams/stream-history';
import { rangeLengths, type StreamRange } from '../../streams/stream-search';
import {
  byRisk,
  dashboardUrl,
  type LagReadings,
  percentile,
  type StaleNote,
  type StreamDetailAnswer,
  type StreamListAnswer,
  type StreamListItem,
  type WhyItFails,
} from '../../streams/stream-view';
import { env } from '../process/env';
import { causeExplanation } from '../deliveries/explain-answer';
import { currentCredential } from '../webhook/current-credential';
import { commandTarget } from './command-target';
import { closedWindowsOf } from './closed-windows';
import { failureReadings, openDeliveries } from './failure-readings';
import { log } from '../process/log';
import { management } from '../management/client';
import { ManagementError } from '../management/errors';
import { requiredStreams } from '../management/known-streams';
import { getStream } from '../management/streams';
import { outcomeChart } from './outcome-chart';
import { hourMs } from '../../spans';

/** Changes that may lie within the longest span of the chart. */
const statusesRead = 500;

/** Newest events read for the lag: enough for a steady 95th percentile, one page for the store. */
const eventsForLag = 200;

/** Answer of `GET /api/streams`, for the route and the page alike. Throws `ManagementError` when Auth0 was never reached. */
export async function streamListAnswer(store: Store): Promise<StreamListAnswer> {
  const tenant = management();
  const { streams, checkedAtMs, failure } = await requiredStreams(tenant);
  const [{ byStream }, polls] = await Promise.all([store.countFailedDeliveries(), store.deliveryPolls()]);
  const items = await Promise.all(
    streams.map((stream) => listItem(store, stream, { failedNow: byStream[stream.id] ?? 0, polls })),
  );
  return {
    streams: byRisk(items),
    asOfMs: checkedAtMs,
    stale: staleNote(failure),
    target: commandTarget(),
  };
}

/** Answer of `GET /api/streams/[id]`. Throws `ManagementError`; `not_found` when the tenant has no such event stream. */
export async function streamAnswer(store: Store, id: string, range: StreamRange): Promise<StreamDetailAnswer> {
  const tenant = management();
  const { streams, failure } = await requiredStreams(tenant);
  const listed = streams.find((stream) => stream.id === id);
  if (listed === undefined && failure !== null) throw new ManagementError('unavailable', failure);
  // One made a moment ago may be missing from a list that is a few seconds old.
  const stream = listed ?? (await getStream(tenant, id));
  const { byStream } = await store.countFailedDeliveries();
  const failedRows = await openDeliveries(store, id, byStream[id] ?? 0);
  const [readings, chart, lag, polls, statuses] = await Promise.all([
    failureReadings(store, stream, { failedNow: byStream[id] ?? 0, rows: failedRows }),
    outcomeChart({ store, management: tenant, streamId: id, range, failedRows }),
    lagReadings(store, id),
    store.deliveryPolls(),
    store.streamStatuses(id, statusesRead),
  ]);
  return {
    ...readings,
    stream,
    closed: await closedWindowsOf(store, [id], chart),
    lastDisabled: disabledWindows(statuses, { fromMs: 0, toMs: Date.now() }).at(-1) ?? null,
    pointsHere: pointsHere(stream, env().webhookUrl),
    range,
    received: chart.buckets.reduce((sum, bucket) => sum + bucket.received, 0),
    lastReceivedAtMs: await store.lastReceivedAtMs(id),
    oldestFailedMs: oldestOf(failedRows),
    why: await whyItFails(store, id, failedRows),
    chart,
    lag,
    failuresKnown: failuresAreKnown(readings.failedNow, currentPolls(polls, [id])),
    dashboardUrl: dashboardUrl(tenant.domain, id),
    webhookUrl: env().webhookUrl,
    tenant: tenant.domain,
    hasOwnSecret: currentCredential() !== null,
    webhookHeader: env().webhook.headers[0]?.name ?? null,
    stale: staleNote(failure),
  };
}

/**
 * Answer of `POST /api/streams`: the event stream, as lists have it, with what `GET /api/streams/{id}` shows. It is made by then:
 * where the rest cannot be read now, it comes alone.
 */
export async function newStreamAnswer(
  store: Store,
  stream: EventStream,
): Promise<EventStream & Partial<StreamDetailAnswer>> {
  try {
    return { ...stream, ...(await streamAnswer(store, stream.id, '24h')) };
  } catch (error) {
    log.warn({ err: error, streamId: stream.id }, 'A new event stream could not be read again');
    return { ...stream, stream };
  }
}

async function listItem(
  store: Store,
  stream: EventStream,
  { failedNow, polls }: { failedNow: number; polls: readonly DeliveryPoll[] },
): Promise<StreamListItem> {
  const toMs = Math.ceil(Date.now() / hourMs) * hourMs;
  const { lengthMs } = rangeLengths['24h'];
  const rows = await openDeliveries(store, stream.id, failedNow);
  const [readings, hours, lastReceivedAtMs] = await Promise.all([
    failureReadings(store, stream, { failedNow, rows }),
    store.eventHistogram({ fromMs: toMs - lengthMs, toMs, bucketMs: hourMs, streamIds: [stream.id] }),
    store.lastReceivedAtMs(stream.id),
  ]);
  const receivedHourly = hours.map(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0));
  return {
    ...stream,
    ...readings,
    failuresKnown: failuresAreKnown(failedNow, currentPolls(polls, [stream.id])),
    pointsHere: pointsHere(stream, env().webhookUrl),
    received: receivedHourly.reduce((sum, count) => sum + count, 0),
    receivedHourly,
    lastReceivedAtMs,
  };
}

async function whyItFails(
  store: Store,
  streamId: string,
  rows: readonly DeliverySummary[],
): Promise<WhyItFails | null> {
  const [worst, ...others] = rows.length === 0 ? [] : await store.deliveryCauses({ streamIds: [streamId] });
  if (worst === undefined) return null;
  const causeKey = worst.cause.key;
  const own = rows.filter((row) => row.cause.key === causeKey);
  const explanation = await causeExplanation(store, worst, own);
  const { title, confidence } = explanation;
  const told = { title, confidence, explanation: explanationLine(explanation) };
  return { causeKey, ...told, count: worst.count, otherCauses: others.length };
}

function oldestOf(rows: readonly DeliverySummary[]): number | null {
  const times = rows.flatMap((row) => row.firstFailedAtMs ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

async function lagReadings(store: Store, streamId: string): Promise<LagReadings | null> {
  const fromMs = Date.now() - rangeLengths['24h'].lengthMs;
  const { items } = await store.listEvents({ streamIds: [streamId], test: 'hide', fromMs }, { limit: eventsForLag });
  const lags = items
    .flatMap((event) => (event.timeMs === null ? [] : Math.max(0, event.receivedAtMs - event.timeMs)))
    .toSorted((a, b) => a - b);
  if (lags.length === 0) return null;
  return { p50Ms: percentile(lags, 0.5), p95Ms: percentile(lags, 0.95), events: lags.length };
}

function staleNote(failure: string | null): StaleNote | null {
  if (failure === null) return null;
  const requestId = `req_${randomUUID().slice(0, 8)}`;
  log.warn({ requestId, failure }, 'Event streams shown as last seen');
  return { failure, requestId };
}

/** Answer of `GET /api/streams/[id]/history`: newest first. */
export function streamHistoryAnswer(store: Store, id: string, page: PageRequest): Promise<Page<StreamChange>> {
  return store.listStreamChanges(id, page);
}
