import 'server-only';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { type EventStore } from '../../events/event-store';
import { chartSpan, mergeStats, type Span } from '../../streams/outcome-buckets';
import { type StreamStats } from '../../streams/stats';
import { rangeLengths, type StreamRange } from '../../streams/stream-search';
import { type OutcomeChart } from '../../streams/stream-view';
import { announceStreams } from '../process/store';
import { Cached, notYet } from '../management/cached';
import { type Management } from '../management/client';
import { isManagementError } from '../management/errors';
import { screenPatienceMs } from '../management/known-streams';
import { streamStats } from '../management/streams';
import { singleton } from '../process/singleton';

/** Many screens may look at once; Auth0 is asked for one event stream's statistics at most this often (ms). */
const statsTtlMs = 5_000;

interface Question {
  store: EventStore;
  management: Management;
  streamId: string;
  range: StreamRange;
  /** Open deliveries of the event stream, for tenants without statistics. */
  failedRows: readonly DeliverySummary[];
}

/** What Auth0 counted beside what arrived here. Without Auth0's counts: our own, and the reason. Never throws for Auth0's sake. */
export async function outcomeChart({
  store,
  management,
  streamId,
  range,
  failedRows,
}: Question): Promise<OutcomeChart> {
  const span = chartSpan(Date.now(), rangeLengths[range]);
  const { stats, failure } = await readStats(management, streamId, { range, span });
  const merged = stats === null ? null : mergeStats(stats, span);
  const { fromMs, toMs, bucketMs } = merged ?? span;
  const arrivals = await store.eventHistogram({ fromMs, toMs, bucketMs, streamIds: [streamId] });
  const buckets = arrivals.map(({ startMs, counts }) => {
    const auth0 = merged?.buckets.get(startMs);
    const listed = failedRows.filter(
      ({ firstFailedAtMs: at }) => at !== null && at >= startMs && at < startMs + bucketMs,
    );
    return {
      startMs,
      successful: merged === null ? null : (auth0?.successful ?? 0),
      failed: merged === null ? listed.length : (auth0?.failed ?? 0),
      received: Object.values(counts).reduce((sum, count) => sum + count, 0),
    };
  });
  const totals = stats === null ? null : { successful: stats.successful, failed: stats.failed };
  return { fromMs, toMs, bucketMs, buckets, source: sourceOf(stats, merged), totals, failure };
}

function sourceOf(stats: StreamStats | null, merged: unknown): OutcomeChart['source'] {
  if (stats === null) return 'own';
  return merged === null ? 'daily' : 'auth0';
}

/** Auth0's statistics of one event stream, kept for a moment; null with the reason, if there is one, where it has none. */
export async function readStats(
  management: Management,
  streamId: string,
  { range, span }: { range: StreamRange; span: Span },
): Promise<{ stats: StreamStats | null; failure: string | null }> {
  const kept = singleton('stream-stats', () => new Map<string, Cached<StreamStats | null>>());
  const key = `${range} ${streamId}`;
  const cached = kept.get(key) ?? new Cached<StreamStats | null>(statsTtlMs);
  // A tenant has a handful of event streams; only made-up ids could fill this, and those never get here.
  kept.set(key, cached);
  try {
    const read = () => streamStats(management, streamId, span);
    const waiting = { withinMs: screenPatienceMs, onLate: announceStreams };
    const answer = await cached.getSoon(read, isManagementError, waiting);
    if (answer === null) return { stats: null, failure: notYet };
    return { stats: answer.value, failure: answer.failure?.message ?? null };
  } catch (error) {
    if (isManagementError(error)) return { stats: null, failure: error.message };
    throw error;
  }
}
