import { type Database } from 'better-sqlite3';
import { type EventFilter } from '@/lib/events/event-record';
import { type Outcome, outcomes } from '@/lib/events/outcome';
import { anyArrival, type ArrivalRange, latestArrival, seqRangeOf } from './event-window';
import { readKinds } from '../engine/figures';
import { type EventKind } from '@/lib/ingest/batch-figures';
import { mergeNewest, mergeOldest, type Selection, type SeqRange, type SeqSource } from '../engine/keyset';

type Bounds = SeqRange & ArrivalRange & { limit: number };

// The plus keeps the planner from walking by arrival time and sorting: `seq` decides the order and the stretch.
const inBounds = `seq > :above AND seq < :below AND +received_at_ms >= :fromMs AND +received_at_ms < :toMs`;
const ofKind = `FROM events INDEXED BY events_kind WHERE type = :type AND outcome = :outcome AND stream_id = :streamId AND ${inBounds}`;
const ofAny = `FROM events NOT INDEXED WHERE ${inBounds}`;
const rest = `${inBounds}
    AND (:types IS NULL OR type IN (SELECT value FROM json_each(:types)))
    AND (:outcomes IS NULL OR outcome IN (SELECT value FROM json_each(:outcomes)))
    AND (:streamIds IS NULL OR stream_id IN (SELECT value FROM json_each(:streamIds)))
    AND (:subjectIds IS NULL OR subject_id IN (SELECT value FROM json_each(:subjectIds)))`;

/** The events of one subject, and one event: the rest of the filter is tested row by row. */
export const narrowSources = {
  subject: `FROM events INDEXED BY events_subject WHERE subject_id = :key AND ${rest}`,
  event: `FROM events INDEXED BY events_id WHERE id = :key AND ${rest}`,
};

/** The three ways to walk events by `seq`, each served by an index from either end. */
function prepareWalk<Extra extends object>(sql: Database, from: string) {
  const newest = sql.prepare<[Bounds & Extra], number>(`SELECT seq ${from} ORDER BY seq DESC LIMIT :limit`).pluck();
  const oldest = sql.prepare<[Bounds & Extra], number>(`SELECT seq ${from} ORDER BY seq LIMIT :limit`).pluck();
  const count = sql.prepare<[Bounds & Extra], number>(`SELECT count(*) FROM (SELECT 1 ${from} LIMIT :limit)`).pluck();
  return { newest, oldest, count };
}

/** What a narrow source is bound to besides its bounds. */
export interface NarrowFilter {
  key: string;
  types: string | null;
  outcomes: string | null;
  streamIds: string | null;
  subjectIds: string | null;
}

/** The few sources that a filter by subject or event needs. */
interface Narrow {
  source: keyof typeof narrowSources;
  filters: NarrowFilter[];
}

/**
 * Finds events by filter. Filters by type, outcome, event stream and test combine into a set of kinds, and one index walks
 * each kind in order of `seq`; merging the few walks gives the list, without sorting and without reading what does not match.
 */
export class EventSelections {
  readonly #kinds;
  readonly #any;
  readonly #kind;
  readonly #narrow;
  readonly #seqRange;
  readonly #now: () => number;

  /** `now` is the clock in milliseconds. */
  constructor(sql: Database, now: () => number) {
    this.#now = now;
    this.#kinds = readKinds(sql);
    this.#any = prepareWalk(sql, ofAny);
    this.#kind = prepareWalk<Omit<EventKind, 'count'>>(sql, ofKind);
    this.#narrow = {
      subject: prepareWalk<NarrowFilter>(sql, narrowSources.subject),
      event: prepareWalk<NarrowFilter>(sql, narrowSources.event),
    };
    this.#seqRange = seqRangeOf(sql);
  }

  kinds(): EventKind[] {
    return this.#kinds();
  }

  /** Events that match `filter`, on the snapshot of the running read. */
  select(filter: EventFilter): Selection {
    const arrival = this.#arrivalOf(filter);
    const within = this.#within(arrival);
    const isTimed = filter.fromMs !== undefined || filter.toMs !== undefined;
    const narrow = narrowOf(filter);
    if (narrow !== null) return this.#ofNarrow(within, narrow);
    const isAny = isUnfiltered(filter);
    const matching = this.kindsOf(filter);
    const known = isTimed ? null : matching.reduce((sum, kind) => sum + kind.count, 0);
    const ofKinds = this.#ofKinds(within, matching, known);
    return isAny ? { ...this.#ofAny(within), count: ofKinds.count } : ofKinds;
  }

  /** The kinds that a filter by type, outcome, event stream and test leaves. */
  kindsOf(filter: EventFilter): EventKind[] {
    const wanted = wantedOutcomes(filter);
    return this.kinds().filter((kind) => isWanted(kind, filter, wanted));
  }

  /** The interval of `seq` that holds every event that arrived in `arrival`, and perhaps a few more. */
  seqRange(arrival: ArrivalRange): SeqRange {
    return this.#seqRange(arrival);
  }

  /** A range that begins somewhere ends now at the latest: what a wrong clock put into the future is in none. */
  #arrivalOf({ fromMs, toMs }: EventFilter): ArrivalRange {
    const openEnd = fromMs === undefined ? anyArrival.toMs : latestArrival(this.#now()) + 1;
    return { fromMs: fromMs ?? anyArrival.fromMs, toMs: toMs ?? openEnd };
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
    const sources = kinds.map(({ type, outcome, streamId }) => sourceOf(walk, within, { type, outcome, streamId }));
    return merged(sources, known);
  }

  #ofNarrow(within: Within, { source, filters }: Narrow): Selection {
    return merged(
      filters.map((filter) => sourceOf(this.#narrow[source], within, filter)),
      null,
    );
  }
}

interface CountedSource extends SeqSource {
  count: (limit: number) => number;
}

function sourceOf<Extra extends object>(
  walk: ReturnType<typeof prepareWalk<Extra>>,
  within: Within,
  filter: Extra,
): CountedSource {
  const bind = (range: SeqRange, limit: number) => ({ ...within(range, limit), ...filter });
  return {
    newest: (range, limit) => walk.newest.all(bind(range, limit)),
    oldest: (range, limit) => walk.oldest.all(bind(range, limit)),
    count: (limit) => walk.count.get(bind(wholeRange, limit)) ?? 0,
  };
}

/** Sources without a common event as one selection; `known` is their count where it is known. */
function merged(sources: readonly CountedSource[], known: number | null): Selection {
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

/** The sources of a filter by subject or event; null for any other filter. */
export function narrowOf(filter: EventFilter): Narrow | null {
  const { eventId, subjectIds } = filter;
  const others = {
    types: json(filter.types),
    outcomes: json(wantedOutcomes(filter)),
    streamIds: json(filter.streamIds),
    subjectIds: json(subjectIds),
  };
  if (eventId !== undefined) return { source: 'event', filters: [{ key: eventId, ...others }] };
  if (subjectIds === undefined) return null;
  return { source: 'subject', filters: [...new Set(subjectIds)].map((key) => ({ key, ...others })) };
}

function isUnfiltered(filter: EventFilter): boolean {
  return filter.types === undefined && filter.streamIds === undefined && wantedOutcomes(filter) === null;
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
