import 'server-only';
import { currentPolls, freshnessOf } from '../../deliveries/delivery-view';
import { explanationLine } from '../../deliveries/explain-failure';
import { type CauseGroup, type DeliveryPoll } from '../../deliveries/delivery-record';
import { type HistogramBucket } from '../../events/event-record';
import { outcomes } from '../../events/outcome';
import { type CauseFact, type ConcernFacts, type PollsFact, type StreamFact } from '../../concerns/concern-facts';
import { type Overview, type OverviewBucket } from '../../overview/overview';
import { type OverviewRange, type TimeWindow, windowOf } from '../../overview/overview-range';
import { usualGapMs } from '../../concerns/usual-gap';
import { type Store } from '../../store';
import { type EventStream, pointsHere } from '../../streams/stream';
import { env } from '../process/env';
import { causeExplanation } from '../deliveries/explain-answer';
import { failureReadings, openDeliveries } from '../streams/failure-readings';
import { managementIfConfigured } from '../management/client';
import { knownStreams, type KnownStreams } from '../management/known-streams';
import { singleton } from '../process/singleton';
import { dayMs, hourMs, minuteMs } from '../../spans';

/** As many as fit beside the attention list on a screen of 900 px. */
const latestCount = 9;

/** Deliveries of a cause that explain it. */
const explainedBy = 50;

/** Why deliveries fail may be this old (ms): an overview is read with every event. */
const explainedTtlMs = 2_000;

/** Long ranges count many events; a figure this old (ms) is still the truth of a 30-day chart. */
const histogramTtlMs: Record<OverviewRange, number> = { '1h': 0, '24h': 0, '7d': 5_000, '30d': 20_000 };

/** How the newest 500 deliveries of an event stream failed may be this old (ms): an overview is read with every event. */
const openDeliveriesTtlMs = 2_000;

/** Everything the overview shows. Reads the store; of Auth0 it takes what is known within a moment. */
export async function overviewAnswer(store: Store, range: OverviewRange): Promise<Overview> {
  const atMs = Date.now();
  const window = windowOf(range, atMs);
  const [facts, counts, rejectedDay, trace, buckets, latest] = await Promise.all([
    readFacts(store, atMs),
    store.counts(atMs - dayMs),
    store.listRejections(atMs - dayMs, 1),
    remembered('trace', 15_000, () => readTrace(store, atMs)),
    remembered(`histogram ${range}`, histogramTtlMs[range], () => readBuckets(store, window)),
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

async function readFacts(store: Store, atMs: number): Promise<ConcernFacts> {
  const [known, failed, polls, causes, rejections, errors, lastEventMs, hours, storage] = await Promise.all([
    knownStreams(managementIfConfigured(), 'screen'),
    store.countFailedDeliveries(),
    store.deliveryPolls(),
    store.deliveryCauses({}),
    store.listRejections(atMs - hourMs, 1),
    store.listEvents({ outcomes: ['error'], fromMs: atMs - dayMs }, { limit: 1 }),
    store.lastReceivedAtMs(),
    remembered('hours', 10 * minuteMs, () => readHours(store, atMs)),
    store.storage(),
  ]);
  const [newestRejection] = rejections.items;
  const [newestError] = errors.items;
  const explained = await remembered('causes', explainedTtlMs, () =>
    Promise.all(causes.filter((group) => group.count > 0).map((group) => causeFact(store, group))),
  );
  const { bearer, basic, headers } = env().webhook;
  return {
    failed: {
      total: failed.total,
      oldestMs: failed.oldestMs,
      causes: explained,
      polls: pollsFact(polls, known),
    },
    streams: { ...known, streams: await streamFacts(store, known, failed.byStream) },
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
    storage: storage.trouble,
    hasCredential: bearer.length + basic.length + headers.length > 0,
  };
}

function streamFacts(
  store: Store,
  { streams }: KnownStreams,
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
  const lastFailedAtMs = rows.length === 0 ? null : Math.max(...rows.map((row) => row.lastAttemptAtMs ?? 0));
  return { id, name, status, pointsHere: pointsHere(stream, env().webhookUrl), lastFailedAtMs, ...readings };
}

/** A deleted event stream is never polled again; a new one has not been polled yet. */
function pollsFact(polls: readonly DeliveryPoll[], { streams }: KnownStreams): PollsFact {
  const { checkedAtMs, stale } = freshnessOf(currentPolls(polls, streams?.map(({ id }) => id) ?? null));
  return { checkedAtMs, failure: stale[0]?.failure ?? null };
}

/** A group is explained by the newest of it, as on the screen of failed deliveries. */
async function causeFact(store: Store, group: CauseGroup): Promise<CauseFact> {
  const { items } = await store.listDeliveries({ causeKey: group.cause.key }, { limit: explainedBy });
  const explanation = await causeExplanation(store, group, items);
  return {
    key: group.cause.key,
    title: explanation.title,
    explanation: explanationLine(explanation),
    confidence: explanation.confidence,
    count: group.count,
    sinceMs: group.firstFailedAtMs,
  };
}

async function readBuckets(store: Store, window: TimeWindow): Promise<OverviewBucket[]> {
  const buckets = await store.eventHistogram(window);
  // The first bucket says where the store begins to count.
  const failed = await store.failureHistogram({ ...window, fromMs: buckets[0]?.startMs ?? window.fromMs });
  return buckets.map((bucket, index) => ({ ...bucket, failed: failed[index] ?? 0 }));
}

async function readTrace(store: Store, atMs: number): Promise<number[]> {
  const bucketMs = 30 * minuteMs;
  const toMs = Math.ceil(atMs / bucketMs) * bucketMs;
  const buckets = await store.eventHistogram({ fromMs: toMs - dayMs, toMs, bucketMs });
  return buckets.map(total);
}

async function readHours(store: Store, atMs: number) {
  const toMs = Math.floor(atMs / hourMs) * hourMs;
  const buckets = await store.eventHistogram({ fromMs: toMs - 7 * dayMs, toMs, bucketMs: hourMs });
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
