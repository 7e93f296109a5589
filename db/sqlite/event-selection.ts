import { type Database } from 'better-sqlite3';
import { type EventFilter } from '@/lib/events/event-store';
import { type Outcome, outcomes } from '@/lib/events/outcome';
import { anyArrival, type ArrivalRange, seqRangeOf } from './event-window';
import { type EventKind, readKinds } from './figures';
import { mergeNewest, mergeOldest, type Selection, type SeqRange, type SeqSource } from './keyset';

type Bounds = SeqRange & ArrivalRange & { limit: number };

// The plus keeps the planner from walking by arrival time and sorting: `seq` decides the order and the stretch.
const inBounds = `seq > :above AND seq < :below AND +received_at_ms >= :fromMs AND +received_at_ms < :toMs`;
const ofKind = `FROM events INDEXED BY events_kind WHERE type = :type AND outcome = :outcome AND stream_id = :streamId AND ${inBounds}`;
const ofAny = `FROM events NOT INDEXED WHERE ${inBounds}`;
const ofSubject = `
  FROM events INDEXED BY events_subject WHERE subject_id = :subjectId AND ${inBounds}
    AND (:types IS NULL OR type IN (SELECT value FROM json_each(:types)))
    AND (:outcomes IS NULL OR outcome IN (SELECT value FROM json_each(:outcomes)))
    AND (:streamIds IS NULL OR stream_id IN (SELECT value FROM json_each(:streamIds)))`;

/** The three ways to walk events by `seq`, each served by an index from either end. */
function prepareWalk<Extra extends object>(sql: Database, from: string) {
  const newest = sql.prepare<[Bounds & Extra], number>(`SELECT seq ${from} ORDER BY seq DESC LIMIT :limit`).pluck();
  const oldest = sql.prepare<[Bounds & Extra], number>(`SELECT seq ${from} ORDER BY seq LIMIT :limit`).pluck();
  const count = sql.prepare<[Bounds & Extra], number>(`SELECT count(*) FROM (SELECT 1 ${from} LIMIT :limit)`).pluck();
  return { newest, oldest, count };
}

interface SubjectFilter {
  subjectId: string;
  types: string | null;
  outcomes: string | null;
  streamIds: string | null;
}

/**
 * Finds events by filter. Filters by type, outcome, event stream and test combine into a set of kinds, and one index walks
 * each kind in order of `seq`; merging the few walks gives the list, without sorting and without reading what does not match.
 */
export class EventSelections {
  readonly #kinds;
  readonly #any;
  readonly #kind;
  readonly #subject;
  readonly #seqRange;

  constructor(sql: Database) {
    this.#kinds = readKinds(sql);
    this.#any = prepareWalk(sql, ofAny);
    this.#kind = prepareWalk<Omit<EventKind, 'count'>>(sql, ofKind);
    this.#subject = prepareWalk<SubjectFilter>(sql, ofSubject);
    this.#seqRange = seqRangeOf(sql);
  }

  kinds(): EventKind[] {
    return this.#kinds();
  }

  /** Events that match `filter`, on the snapshot of the running read. */
  select(filter: EventFilter): Selection {
    const arrival = { fromMs: filter.fromMs ?? anyArrival.fromMs, toMs: filter.toMs ?? anyArrival.toMs };
    const within = this.#within(arrival);
    const isTimed = filter.fromMs !== undefined || filter.toMs !== undefined;
    const wanted = wantedOutcomes(filter);
    if (filter.subjectId !== undefined) {
      return this.#ofSubject(within, {
        subjectId: filter.subjectId,
        types: json(filter.types),
        outcomes: json(wanted),
        streamIds: json(filter.streamIds),
      });
    }
    const kinds = this.kinds();
    const isAny = filter.types === undefined && filter.streamIds === undefined && wanted === null;
    const matching = isAny ? kinds : kinds.filter((kind) => isWanted(kind, filter, wanted));
    const known = isTimed ? null : matching.reduce((sum, kind) => sum + kind.count, 0);
    const ofKinds = this.#ofKinds(within, matching, known);
    return isAny ? { ...this.#ofAny(within), count: ofKinds.count } : ofKinds;
  }

  /** The interval of `seq` that holds every event that arrived in `arrival`, and perhaps a few more. */
  seqRange(arrival: ArrivalRange): SeqRange {
    return this.#seqRange(arrival);
  }

  #within(arrival: ArrivalRange) {
    const whole = this.#seqRange(arrival);
    return (range: SeqRange, limit: number): Bounds => ({
      ...arrival,
      above: Math.max(whole.above, range.above),
      below: Math.min(whole.below, range.below),
      limit,
    });
  }

  #ofAny(within: Within): SeqSource {
    const walk = this.#any;
    return {
      newest: (range, limit) => walk.newest.all(within(range, limit)),
      oldest: (range, limit) => walk.oldest.all(within(range, limit)),
    };
  }

  #ofKinds(within: Within, kinds: readonly EventKind[], known: number | null): Selection {
    const walk = this.#kind;
    const sources = kinds.map(({ type, outcome, streamId }) => {
      const bind = (range: SeqRange, limit: number) => ({ ...within(range, limit), type, outcome, streamId });
      return {
        newest: (range: SeqRange, limit: number) => walk.newest.all(bind(range, limit)),
        oldest: (range: SeqRange, limit: number) => walk.oldest.all(bind(range, limit)),
        count: (limit: number) => walk.count.get(bind(wholeRange, limit)) ?? 0,
      };
    });
    return {
      newest: (range, limit) => mergeNewest(sources, range, limit),
      oldest: (range, limit) => mergeOldest(sources, range, limit),
      count: (cap) => {
        if (known !== null) return counted(known, Infinity);
        let sum = 0;
        for (const source of sources) if (sum < cap) sum += source.count(cap - sum);
        return counted(sum, cap);
      },
    };
  }

  #ofSubject(within: Within, filter: SubjectFilter): Selection {
    const walk = this.#subject;
    const bind = (range: SeqRange, limit: number) => ({ ...within(range, limit), ...filter });
    return {
      newest: (range, limit) => walk.newest.all(bind(range, limit)),
      oldest: (range, limit) => walk.oldest.all(bind(range, limit)),
      count: (cap) => counted(walk.count.get(bind(wholeRange, cap)), cap),
    };
  }
}

type Within = (range: SeqRange, limit: number) => Bounds;

const wholeRange: SeqRange = { above: -1, below: Number.MAX_SAFE_INTEGER };

function counted(value: number | undefined, cap: number) {
  return { value: value ?? 0, capped: (value ?? 0) >= cap };
}

function json(values: readonly string[] | null | undefined): string | null {
  return values === null || values === undefined ? null : JSON.stringify(values);
}

/** Outcomes that the outcome filter and the test filter leave together; null for all. */
function wantedOutcomes({ outcomes: chosen, test = 'include' }: EventFilter): Outcome[] | null {
  if (chosen === undefined && test === 'include') return null;
  return (chosen ?? outcomes).filter((outcome) => test === 'include' || (outcome === 'test') === (test === 'only'));
}

function isWanted(kind: EventKind, filter: EventFilter, wanted: readonly Outcome[] | null): boolean {
  return (
    (filter.types?.includes(kind.type) ?? true) &&
    (filter.streamIds?.includes(kind.streamId) ?? true) &&
    (wanted?.some((outcome) => outcome === kind.outcome) ?? true)
  );
}
