import { type Database } from 'better-sqlite3';
import { type HistogramBucket } from '@/lib/events/event-store';
import { isOutcome, type Outcome } from '@/lib/events/outcome';
import { type EventSelections } from './event-selection';
import { type ArrivalRange } from './event-window';
import { type SeqRange } from './keyset';

const mostBuckets = 500;

export interface HistogramRange extends ArrivalRange {
  bucketMs: number;
  streamId?: string;
}

type Bounds = HistogramRange & SeqRange & { type: string; outcome: string; streamId: string };

/** Prepares counting arrivals per bucket; reads one index and nothing of the events themselves. */
export function prepareHistogram(sql: Database, selections: EventSelections) {
  const count = sql.prepare<[Bounds], { bucket: number; count: number }>(
    `SELECT CAST((received_at_ms - :fromMs) / :bucketMs AS INTEGER) bucket, count(*) count
     FROM events INDEXED BY events_kind
     WHERE type = :type AND outcome = :outcome AND stream_id = :streamId AND seq > :above AND seq < :below
       AND +received_at_ms >= :fromMs AND +received_at_ms < :toMs
     GROUP BY 1`,
  );
  return (range: HistogramRange): HistogramBucket[] => {
    const buckets = emptyBuckets(range);
    const seqRange = selections.seqRange(range);
    for (const { type, outcome, streamId } of selections.kinds()) {
      if (range.streamId !== undefined && streamId !== range.streamId) continue;
      for (const row of count.all({ ...range, ...seqRange, type, outcome, streamId })) {
        const counts = buckets[row.bucket]?.counts;
        if (counts !== undefined && isOutcome(outcome)) counts[outcome] += row.count;
      }
    }
    return buckets;
  };
}

function emptyBuckets({ fromMs, toMs, bucketMs }: HistogramRange): HistogramBucket[] {
  const length = Math.ceil((toMs - fromMs) / bucketMs);
  if (!(bucketMs > 0) || !(length >= 0 && length <= mostBuckets)) {
    throw new RangeError(`A histogram has at most ${mostBuckets} buckets of a positive width`);
  }
  return Array.from({ length }, (_, index) => ({ startMs: fromMs + index * bucketMs, counts: noCounts() }));
}

function noCounts(): Record<Outcome, number> {
  return { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };
}
