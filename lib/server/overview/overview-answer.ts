import 'server-only';
import { type HistogramBucket } from '../../events/event-record';
import { outcomes } from '../../events/outcome';
import { type Overview, type OverviewBucket } from '../../overview/overview';
import { type OverviewRange, type TimeWindow, windowOf } from '../../overview/overview-range';
import { type Store } from '../../store';
import { dayMs, minuteMs } from '../../spans';
import { closedWindowsOf } from '../streams/closed-windows';
import { readConcernFacts } from './concern-facts';
import { remembered } from './remembered';

/** As many as fit beside the attention list on a screen of 900 px. */
const latestCount = 9;

/** Long ranges count many events; a figure this old (ms) is still the truth of a 30-day chart. */
const histogramTtlMs: Record<OverviewRange, number> = { '1h': 0, '24h': 0, '7d': 5_000, '30d': 20_000 };

/** Event streams are polled every few seconds: what they were may be this old (ms). */
const closedTtlMs = 5_000;

/** Everything the overview shows. Reads the store; of Auth0 it takes what is known within a moment. */
export async function overviewAnswer(store: Store, range: OverviewRange): Promise<Overview> {
  const atMs = Date.now();
  const window = windowOf(range, atMs);
  const [facts, counts, rejectedDay, trace, buckets, closed, latest] = await Promise.all([
    readConcernFacts(store, atMs),
    store.counts(atMs - dayMs),
    store.listRejections(atMs - dayMs, 1),
    remembered('trace', 15_000, () => readTrace(store, atMs)),
    remembered(`histogram ${range}`, histogramTtlMs[range], () => readBuckets(store, window)),
    remembered(`closed ${range}`, closedTtlMs, () => closedWindowsOf(store, [], window)),
    store.listEvents({}, { limit: latestCount }),
  ]);
  return {
    atMs,
    facts,
    received: { lastDay: counts.receivedSince, rejectedLastDay: rejectedDay.total, trace },
    users: { live: counts.liveUsers, deleted: counts.deletedUsers },
    events: counts.events,
    histogram: { ...window, range, fromMs: buckets[0]?.startMs ?? window.fromMs, buckets, closed },
    latest: latest.items,
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

const total = ({ counts }: HistogramBucket) => outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
