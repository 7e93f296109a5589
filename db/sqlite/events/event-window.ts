import { type Database } from 'better-sqlite3';
import { type SeqRange } from '../engine/keyset';
import { endOfSeq } from '../engine/keyset';
import { readCounter } from '../engine/figures';

/** Arrival times wanted: at or after `fromMs`, before `toMs`. */
export interface ArrivalRange {
  fromMs: number;
  toMs: number;
}

export const anyArrival: ArrivalRange = { fromMs: Number.MIN_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER };

/** How far an arrival may lie in the future before it is taken for that of a wrong clock: one that was set back a little. */
const toleratedAheadMs = 60_000;

/** The latest arrival that counts as past. What arrived while a clock was years ahead is no arrival of the last hour. */
export const latestArrival = (nowMs: number): number => nowMs + toleratedAheadMs;

/**
 * Prepares turning a range of arrival times into a range of `seq`, so that a list ordered by `seq` reads only that stretch.
 * Arrival times almost follow `seq`. They never went back by more than `max_regress_ms`, so whatever lies before an event
 * that arrived that much earlier than `fromMs` arrived before `fromMs` too, and likewise at the other end. The range may
 * hold a few events too many; the query still compares each arrival. Where the clock was set back by more than a day a new
 * stretch begins. Each has a range of its own, and the answer spans those that hold anything.
 */
export function seqRangeOf(sql: Database): (arrival: ArrivalRange) => SeqRange {
  const regress = readCounter(sql);
  const inStretches = rangeInStretches(sql);
  const firsts = sql.prepare<[], number>('SELECT first_seq FROM event_stretches ORDER BY first_seq').pluck();
  const lastBefore = sql
    .prepare<[number], number>('SELECT seq FROM events WHERE received_at_ms < ? ORDER BY received_at_ms DESC LIMIT 1')
    .pluck();
  const firstFrom = sql
    .prepare<[number], number>('SELECT seq FROM events WHERE received_at_ms >= ? ORDER BY received_at_ms LIMIT 1')
    .pluck();
  return (arrival) => {
    const { fromMs, toMs } = arrival;
    if (fromMs === anyArrival.fromMs && toMs === anyArrival.toMs) return { above: -1, below: endOfSeq };
    const slackMs = regress('max_regress_ms');
    const begins = firsts.all();
    if (begins.length > 0) return inStretches([0, ...begins], arrival, slackMs);
    return {
      above: fromMs === anyArrival.fromMs ? -1 : (lastBefore.get(fromMs - slackMs) ?? -1),
      below: toMs === anyArrival.toMs ? endOfSeq : (firstFrom.get(toMs + slackMs) ?? endOfSeq),
    };
  };
}

interface Arrival {
  seq: number;
  receivedAtMs: number;
}

/** The same where there are several stretches: each is halved until its ends are found. */
function rangeInStretches(sql: Database) {
  const firstAt = sql.prepare<[number], Arrival>(
    'SELECT seq, received_at_ms receivedAtMs FROM events WHERE seq >= ? ORDER BY seq LIMIT 1',
  );
  const newest = sql.prepare<[], number | null>('SELECT max(seq) FROM events').pluck();
  /** The last `seq` from `low` on that is `isBefore` something, when all after it up to `high` are not. */
  const halve = (low: number, high: number, isBefore: (receivedAtMs: number) => boolean): [number, number] => {
    let [before, after] = [low, high];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      const found = firstAt.get(middle);
      if (found === undefined || found.seq >= after || !isBefore(found.receivedAtMs)) after = middle;
      else before = found.seq;
    }
    return [before, after];
  };
  return (begins: readonly number[], { fromMs, toMs }: ArrivalRange, slackMs: number): SeqRange => {
    const end = (newest.get() ?? 0) + 1;
    const ranges = begins.map((begin, index): SeqRange => {
      const next = begins[index + 1];
      const [above] = halve(begin - 1, next ?? end, (receivedAtMs) => receivedAtMs < fromMs - slackMs);
      const [, below] = halve(above, next ?? end, (receivedAtMs) => receivedAtMs < toMs + slackMs);
      return { above, below };
    });
    const filled = ranges.filter(({ above, below }) => below - above > 1);
    if (filled.length === 0) return { above: -1, below: 0 };
    return {
      above: Math.min(...filled.map(({ above }) => above)),
      below: Math.max(...filled.map(({ below }) => below)),
    };
  };
}
