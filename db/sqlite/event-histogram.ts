import { type Database } from 'better-sqlite3';
import { type HistogramBucket } from '@/lib/events/event-store';
import { isOutcome, type Outcome } from '@/lib/events/outcome';
import { type EventKind, readCounter } from './figures';
import { type EventSelections } from './event-selection';
import { type ArrivalRange } from './event-window';
import { type SeqRange } from './keyset';

const mostBuckets = 500;

export interface HistogramRange extends ArrivalRange {
  bucketMs: number;
  streamId?: string;
}

type Bounds = ArrivalRange & SeqRange & Pick<EventKind, 'type' | 'outcome' | 'streamId'>;

const ofKind = `
  FROM events INDEXED BY events_kind
  WHERE type = :type AND outcome = :outcome AND stream_id = :streamId AND seq > :above AND seq < :below
    AND +received_at_ms >= :fromMs AND +received_at_ms < :toMs`;

/** Prepares counting arrivals per bucket; reads one index and nothing of the events themselves. */
export function prepareHistogram(sql: Database, selections: EventSelections) {
  const regress = readCounter(sql);
  const count = sql.prepare<[Bounds], number>(`SELECT count(*) ${ofKind}`).pluck();
  const countGrouped = sql.prepare<[Bounds & { bucketMs: number }], { bucket: number; count: number }>(
    `SELECT CAST((received_at_ms - :fromMs) / :bucketMs AS INTEGER) bucket, count(*) count ${ofKind} GROUP BY 1`,
  );
  const addOneByOne: AddKinds = (kinds, buckets, { toMs, bucketMs }) => {
    for (const { startMs, counts } of buckets) {
      const part = { fromMs: startMs, toMs: Math.min(toMs, startMs + bucketMs) };
      const bounds = { ...part, ...selections.seqRange(part) };
      for (const kind of kinds) addTo(counts, kind.outcome, count.get({ ...bounds, ...kind }) ?? 0);
    }
  };
  const addGrouped: AddKinds = (kinds, buckets, range) => {
    const bounds = { ...range, ...selections.seqRange(range) };
    for (const kind of kinds) {
      for (const row of countGrouped.all({ ...bounds, ...kind }))
        addTo(buckets[row.bucket]?.counts, kind.outcome, row.count);
    }
  };
  return (range: HistogramRange): HistogramBucket[] => {
    const buckets = emptyBuckets(range);
    const kinds = selections
      .kinds()
      .filter(({ streamId }) => range.streamId === undefined || streamId === range.streamId);
    // Counting each bucket's own stretch is several times faster than grouping, unless the stretches overlap.
    const isInOrder = regress('max_regress_ms') < range.bucketMs;
    (isInOrder ? addOneByOne : addGrouped)(kinds, buckets, range);
    return buckets;
  };
}

type AddKinds = (kinds: readonly EventKind[], buckets: readonly HistogramBucket[], range: HistogramRange) => void;

function addTo(counts: Record<Outcome, number> | undefined, outcome: string, count: number): void {
  if (counts !== undefined && isOutcome(outcome)) counts[outcome] += count;
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
