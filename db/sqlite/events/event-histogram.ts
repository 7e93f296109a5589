import { type Database } from 'better-sqlite3';
import { type EventFilter, type HistogramBucket } from '@/lib/events/event-record';
import { isOutcome, type Outcome } from '@/lib/events/outcome';
import { readCounter } from '../engine/figures';
import { type EventKind } from '@/lib/ingest/batch-figures';
import { type EventSelections, type NarrowFilter, narrowOf, narrowSources } from './event-selection';
import { type ArrivalRange } from './event-window';
import { type SeqRange } from '../engine/keyset';

const mostBuckets = 500;

export interface HistogramRange extends EventFilter, ArrivalRange {
  fromMs: number;
  toMs: number;
  bucketMs: number;
}

type Bounds = ArrivalRange & SeqRange & Pick<EventKind, 'type' | 'outcome' | 'streamId'>;

const ofKind = `
  FROM events INDEXED BY events_kind
  WHERE type = :type AND outcome = :outcome AND stream_id = :streamId AND seq > :above AND seq < :below
    AND +received_at_ms >= :fromMs AND +received_at_ms < :toMs`;

type NarrowBounds = ArrivalRange & SeqRange & NarrowFilter & { bucketMs: number };

interface NarrowCount {
  bucket: number;
  outcome: string;
  count: number;
}

/** Prepares counting the events of a few subjects, or one event, per bucket: reads their rows and no others. */
function prepareNarrow(sql: Database, selections: EventSelections) {
  const prepare = (from: string) =>
    sql.prepare<[NarrowBounds], NarrowCount>(
      `SELECT CAST((received_at_ms - :fromMs) / :bucketMs AS INTEGER) bucket, outcome, count(*) count ${from} GROUP BY 1, 2`,
    );
  const statements = { subject: prepare(narrowSources.subject), event: prepare(narrowSources.event) };
  return (
    { source, filters }: NonNullable<ReturnType<typeof narrowOf>>,
    buckets: readonly HistogramBucket[],
    { fromMs, toMs, bucketMs }: HistogramRange,
  ) => {
    const bounds = { fromMs, toMs, bucketMs, ...selections.seqRange({ fromMs, toMs }) };
    for (const filter of filters) {
      for (const { bucket, outcome, count } of statements[source].all({ ...bounds, ...filter }))
        addTo(buckets[bucket]?.counts, outcome, count);
    }
  };
}

/** Prepares counting arrivals per bucket; without a subject it reads one index and nothing of the events themselves. */
export function prepareHistogram(sql: Database, selections: EventSelections) {
  const addNarrow = prepareNarrow(sql, selections);
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
  const addGrouped: AddKinds = (kinds, buckets, { fromMs, toMs, bucketMs }) => {
    const bounds = { fromMs, toMs, bucketMs, ...selections.seqRange({ fromMs, toMs }) };
    for (const kind of kinds) {
      for (const row of countGrouped.all({ ...bounds, ...kind }))
        addTo(buckets[row.bucket]?.counts, kind.outcome, row.count);
    }
  };
  return (range: HistogramRange): HistogramBucket[] => {
    const buckets = emptyBuckets(range);
    const narrow = narrowOf(range);
    if (narrow !== null) {
      addNarrow(narrow, buckets, range);
      return buckets;
    }
    const kinds = selections.kindsOf(range);
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
