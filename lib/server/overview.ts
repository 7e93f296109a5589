import 'server-only';
import { freshnessOf } from '../deliveries/delivery-view';
import { explainCause } from '../deliveries/explain-cause';
import { type CauseGroup, type DeliveryPoll } from '../deliveries/delivery-store';
import { type HistogramBucket } from '../events/event-store';
import { outcomes } from '../events/outcome';
import { type CauseFact, type HealthFacts, type LooksFact, type Overview, type StreamFact } from '../overview/overview';
import { type OverviewRange, windowOf } from '../overview/overview-range';
import { usualGapMs } from '../overview/usual-gap';
import { type Store } from '../store';
import { endpointHost, type EventStream, pointsHere } from '../streams/stream';
import { env } from './env';
import { failureReadings, openDeliveries } from './failure-readings';
import { glanceAtStreams, type StreamGlance } from './overview-streams';
import { singleton } from './singleton';
import { presentedWrongCredential } from './webhook/credentials';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** As many as fit beside the attention list on a screen of 900 px. */
const latestCount = 9;

/** Rejections looked through for one that tells why Auth0 was answered 401. */
const rejectionsRead = 200;

/** Long ranges count many events; a figure this old (ms) is still the truth of a 30-day chart. */
const histogramTtlMs: Record<OverviewRange, number> = { '1h': 0, '24h': 0, '7d': 5_000, '30d': 20_000 };

/** How the newest 500 deliveries of an event stream failed may be this old (ms): an overview is read with every event. */
const openDeliveriesTtlMs = 2_000;

/** Everything the overview shows. Reads the store; of Auth0 it takes what is known within a moment. */
export async function readOverview(store: Store, range: OverviewRange): Promise<Overview> {
  const atMs = Date.now();
  const window = windowOf(range, atMs);
  const [facts, counts, rejectedDay, trace, buckets, latest] = await Promise.all([
    readFacts(store, atMs),
    store.counts(atMs - day),
    store.listRejections(atMs - day, 1),
    remembered('trace', 15_000, () => readTrace(store, atMs)),
    remembered(`histogram ${range}`, histogramTtlMs[range], () => store.eventHistogram(window)),
    store.listEvents({}, { limit: latestCount }),
  ]);
  return {
    atMs,
    facts,
    received: { lastDay: counts.receivedSince, rejectedLastDay: rejectedDay.total, trace },
    users: { live: counts.liveUsers, deleted: counts.deletedUsers },
    events: counts.events,
    histogram: { ...window, range, fromMs: buckets[0]?.startMs ?? window.fromMs, buckets },
    latest: latest.items,
  };
}

async function readFacts(store: Store, atMs: number): Promise<HealthFacts> {
  const [glance, failed, polls, causes, rejections, errors, lastEventMs, hours] = await Promise.all([
    glanceAtStreams(),
    store.countFailedDeliveries(),
    store.deliveryPolls(),
    store.deliveryCauses({}),
    store.listRejections(atMs - hour, rejectionsRead),
    store.listEvents({ outcomes: ['error'], fromMs: atMs - day }, { limit: 1 }),
    store.lastReceivedAtMs(),
    remembered('hours', 10 * minute, () => readHours(store, atMs)),
  ]);
  const [newestRejection] = rejections.items;
  const [newestError] = errors.items;
  const rejectedHere = rejections.items.filter(presentedWrongCredential).length;
  const { bearer, basic, headers } = env().webhook;
  return {
    failed: {
      total: failed.total,
      oldestMs: failed.oldestMs,
      causes: causes.filter((group) => group.count > 0).map((group) => causeFact(group, glance, rejectedHere)),
      looks: looksFact(polls, glance),
    },
    streams: { ...glance, streams: await streamFacts(store, glance, failed.byStream) },
    rejections: {
      lastHour: rejections.total,
      newestMs: newestRejection?.receivedAtMs ?? null,
      newestReason: newestRejection?.reason ?? null,
    },
    errors: {
      count: errors.matching.value,
      newestMs: newestError?.receivedAtMs ?? null,
      reason: newestError?.outcomeReason ?? null,
    },
    lastEventMs,
    usualGapMs: usualGapMs(hours, atMs),
    hasCredential: bearer.length + basic.length + headers.length > 0,
  };
}

function streamFacts(
  store: Store,
  { streams }: StreamGlance,
  failed: Record<string, number>,
): Promise<StreamFact[] | null> {
  if (streams === null) return Promise.resolve(null);
  return Promise.all(streams.map((stream) => streamFact(store, stream, failed[stream.id] ?? 0)));
}

async function streamFact(store: Store, stream: EventStream, failedNow: number): Promise<StreamFact> {
  const { id, name, status } = stream;
  const rows = await remembered(`open deliveries ${id}`, failedNow === 0 ? 0 : openDeliveriesTtlMs, () =>
    openDeliveries(store, id, failedNow),
  );
  const readings = await failureReadings(store, stream, { failedNow, rows });
  return { id, name, status, pointsHere: pointsHere(stream, env().webhookUrl), ...readings };
}

/** An event stream that was deleted is never looked at again; one that is new has not been looked at yet. */
function looksFact(polls: readonly DeliveryPoll[], { streams }: StreamGlance): LooksFact {
  const known = streams === null ? polls : polls.filter((poll) => streams.some(({ id }) => id === poll.streamId));
  const { checkedAtMs, stale } = freshnessOf(known);
  const isComplete = streams === null || known.length === streams.length;
  return { checkedAtMs: isComplete ? checkedAtMs : null, failure: stale[0]?.failure ?? null };
}

function causeFact(group: CauseGroup, { streams }: StreamGlance, rejectedHere: number): CauseFact {
  const concerned = (streams ?? []).filter((stream) => group.streamIds.includes(stream.id));
  const hosts = new Set(concerned.map(endpointHost));
  const [host = null] = hosts;
  const { title, explanation, confidence } = explainCause({
    cause: group.cause,
    host: hosts.size === 1 ? host : null,
    pointsHere: concerned.length > 0 && concerned.every((stream) => pointsHere(stream, env().webhookUrl)),
    count: group.count,
    // Which of them arrived all the same is the business of the failed deliveries screen.
    receivedHere: 0,
    rejectedHere,
  });
  return { key: group.cause.key, title, explanation, confidence, count: group.count, sinceMs: group.firstFailedAtMs };
}

async function readTrace(store: Store, atMs: number): Promise<number[]> {
  const bucketMs = 30 * minute;
  const toMs = Math.ceil(atMs / bucketMs) * bucketMs;
  const buckets = await store.eventHistogram({ fromMs: toMs - day, toMs, bucketMs });
  return buckets.map(total);
}

async function readHours(store: Store, atMs: number) {
  const toMs = Math.floor(atMs / hour) * hour;
  const buckets = await store.eventHistogram({ fromMs: toMs - 7 * day, toMs, bucketMs: hour });
  return buckets.map((bucket) => ({ startMs: bucket.startMs, count: total(bucket) }));
}

const total = ({ counts }: HistogramBucket) => outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);

/** Shares one reading for `ttlMs`; a failed one is not kept. */
function remembered<T>(key: string, ttlMs: number, read: () => Promise<T>): Promise<T> {
  const slot = singleton<{ value: Promise<T> | null; atMs: number }>(`overview ${key}`, () => ({
    value: null,
    atMs: 0,
  }));
  if (slot.value !== null && Date.now() - slot.atMs < ttlMs) return slot.value;
  const value = read();
  slot.value = value;
  slot.atMs = Date.now();
  value.catch(() => {
    if (slot.value === value) slot.value = null;
  });
  return value;
}
