import { type Database } from 'better-sqlite3';
import { type DeliveryState } from '@/lib/deliveries/delivery';
import { type DeliveryFilter } from '@/lib/deliveries/delivery-record';
import { openStates } from '@/lib/deliveries/state';
import { countCap, mergeNewest, mergeOldest, type Selection, type SeqRange, sortedSelection } from '../engine/keyset';
import { hourMs } from '@/lib/spans';

/** Without a filter by state, what ended is shown for this long. */
const endedShownMs = hourMs;

/** Bound values of the part of a filter that every query shares; null for "any". */
export interface DeliveryConditions {
  streamIds: string | null;
  types: string | null;
  causeKey: string | null;
  fromMs: number | null;
  toMs: number | null;
}

export const deliveryConditions = `
  (:streamIds IS NULL OR stream_id IN (SELECT value FROM json_each(:streamIds)))
  AND (:types IS NULL OR event_type IN (SELECT value FROM json_each(:types)))
  AND (:causeKey IS NULL OR cause_key = :causeKey)
  AND (:fromMs IS NULL OR first_failed_at_ms >= :fromMs) AND (:toMs IS NULL OR first_failed_at_ms < :toMs)`;

export function toConditions({ streamIds, types, causeKey, fromMs, toMs }: DeliveryFilter): DeliveryConditions {
  return {
    streamIds: streamIds === undefined ? null : JSON.stringify(streamIds),
    types: types === undefined ? null : JSON.stringify(types),
    causeKey: causeKey ?? null,
    fromMs: fromMs ?? null,
    toMs: toMs ?? null,
  };
}

type Bounds = DeliveryConditions & SeqRange & { state: DeliveryState; limit: number };
type EndedBounds = DeliveryConditions & { state: DeliveryState; sinceMs: number; limit: number };

const wholeRange: SeqRange = { above: -1, below: Number.MAX_SAFE_INTEGER };

/** Finds deliveries by filter: one index walks each state in order of `seq`, and the few walks are merged. */
export class DeliverySelections {
  readonly #newest;
  readonly #oldest;
  readonly #count;
  readonly #ended;

  constructor(sql: Database) {
    const from = `FROM deliveries INDEXED BY deliveries_state
      WHERE state = :state AND seq > :above AND seq < :below AND ${deliveryConditions}`;
    this.#newest = sql.prepare<[Bounds], number>(`SELECT seq ${from} ORDER BY seq DESC LIMIT :limit`).pluck();
    this.#oldest = sql.prepare<[Bounds], number>(`SELECT seq ${from} ORDER BY seq LIMIT :limit`).pluck();
    this.#count = sql.prepare<[Bounds], number>(`SELECT count(*) FROM (SELECT 1 ${from} LIMIT :limit)`).pluck();
    this.#ended = sql
      .prepare<[EndedBounds], number>(
        `SELECT seq FROM deliveries INDEXED BY deliveries_state_since
         WHERE state = :state AND state_since_ms >= :sinceMs AND ${deliveryConditions}
         ORDER BY state_since_ms DESC LIMIT :limit`,
      )
      .pluck();
  }

  /** Deliveries that match `filter` at the instant `nowMs`, on the snapshot of the running read. */
  select(filter: DeliveryFilter, nowMs: number): Selection {
    const conditions = toConditions(filter);
    if (filter.states !== undefined) return merged(filter.states.map((state) => this.#ofState(state, conditions)));
    const sinceMs = nowMs - endedShownMs;
    return merged([
      ...openStates.map((state) => this.#ofState(state, conditions)),
      this.#endedSince('recovered', sinceMs, conditions),
      this.#endedSince('gone', sinceMs, conditions),
    ]);
  }

  #ofState(state: DeliveryState, conditions: DeliveryConditions): Selection {
    const bind = (range: SeqRange, limit: number) => ({ ...range, ...conditions, state, limit });
    return {
      newest: (range, limit) => this.#newest.all(bind(range, limit)),
      oldest: (range, limit) => this.#oldest.all(bind(range, limit)),
      count: (cap) => {
        const value = this.#count.get(bind(wholeRange, cap)) ?? 0;
        return { value, capped: value >= cap };
      },
    };
  }

  #endedSince(state: DeliveryState, sinceMs: number, conditions: DeliveryConditions): Selection {
    return sortedSelection(this.#ended.all({ ...conditions, state, sinceMs, limit: countCap }));
  }
}

function merged(selections: readonly Selection[]): Selection {
  return {
    newest: (range, limit) => mergeNewest(selections, range, limit),
    oldest: (range, limit) => mergeOldest(selections, range, limit),
    count: (cap) => {
      const value = selections.reduce((sum, selection) => sum + selection.count(cap).value, 0);
      return value >= cap ? { value: cap, capped: true } : { value, capped: false };
    },
  };
}
