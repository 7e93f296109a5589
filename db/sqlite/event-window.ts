import { type Database } from 'better-sqlite3';
import { type SeqRange } from './keyset';
import { endOfSeq } from './keyset';
import { readCounter } from './figures';

/** Arrival times wanted: at or after `fromMs`, before `toMs`. */
export interface ArrivalRange {
  fromMs: number;
  toMs: number;
}

export const anyArrival: ArrivalRange = { fromMs: Number.MIN_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER };

/**
 * Prepares turning a range of arrival times into a range of `seq`, so that a list ordered by `seq` reads only that stretch.
 * Arrival times almost follow `seq`. They never went back by more than `max_regress_ms`, so whatever lies before an event
 * that arrived that much earlier than `fromMs` arrived before `fromMs` too, and likewise at the other end. The range may
 * hold a few events too many; the query still compares each arrival.
 */
export function seqRangeOf(sql: Database): (arrival: ArrivalRange) => SeqRange {
  const regress = readCounter(sql);
  const lastBefore = sql
    .prepare<[number], number>('SELECT seq FROM events WHERE received_at_ms < ? ORDER BY received_at_ms DESC LIMIT 1')
    .pluck();
  const firstFrom = sql
    .prepare<[number], number>('SELECT seq FROM events WHERE received_at_ms >= ? ORDER BY received_at_ms LIMIT 1')
    .pluck();
  return ({ fromMs, toMs }) => {
    const slackMs = regress('max_regress_ms');
    return {
      above: fromMs === anyArrival.fromMs ? -1 : (lastBefore.get(fromMs - slackMs) ?? -1),
      below: toMs === anyArrival.toMs ? endOfSeq : (firstFrom.get(toMs + slackMs) ?? endOfSeq),
    };
  };
}
