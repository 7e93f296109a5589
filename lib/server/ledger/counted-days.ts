import { type CountedDay } from '../../ledger/ledger';
import { dayMs } from '../../spans';
import { type Store } from '../../store';
import { chartSpan } from '../../streams/outcome-buckets';
import { rangeLengths } from '../../streams/stream-search';
import { type Management } from '../management/client';
import { readStats } from '../streams/outcome-chart';

/**
 * Auth0's successful deliveries beside the events that an event stream brought here, by days of UTC: all that can be compared
 * without the feed. A redelivery counts at Auth0 once more.
 */
export async function countedDays(
  { store, management, streamId }: { store: Store; management: Management; streamId: string },
  span: { fromMs: number; toMs: number },
): Promise<CountedDay[]> {
  const fromMs = Math.floor(span.fromMs / dayMs) * dayMs;
  const toMs = Math.ceil(span.toMs / dayMs) * dayMs;
  const nowMs = store.nowMs();
  // Asked for over the longest range: then Auth0 counts by days.
  const asked = { range: '14d' as const, span: chartSpan(nowMs, rangeLengths['14d']) };
  const [{ stats }, arrivals] = await Promise.all([
    readStats(management, streamId, asked),
    store.eventHistogram({ fromMs, toMs, bucketMs: dayMs, streamIds: [streamId] }),
  ]);
  return arrivals.map(({ startMs, counts }) => {
    const of = stats?.buckets.filter((bucket) => bucket.startMs >= startMs && bucket.startMs < startMs + dayMs);
    return {
      startMs,
      delivered: of === undefined ? null : of.reduce((sum, { successful }) => sum + successful, 0),
      received: Object.values(counts).reduce((sum, count) => sum + count, 0),
    };
  });
}
