import { type Database } from 'better-sqlite3';
import { type EventKind } from '@/lib/ingest/batch-figures';
import { dayMs, hourMs, hourOf } from '@/lib/spans';

/**
 * Running figures are kept in the transaction that changes them, in one table. Its topics, with the columns that tell their
 * rows apart: `kind` (type, outcome, stream_id) counts events, `event` and `rejection` (hour_ms) count arrivals, `newest`
 * (stream_id) is the newest receipt that an event stream brought (one that only ever repeats another is not silent), `mark`
 * (type) moves with what screens show (marks.ts), and each counter is a topic of its own. `max_regress_ms` is how far arrival times ever went back against the order of `seq` (a clock
 * set back, receipts overtaking one another) within a stretch, `newest_arrival_ms` the newest arrival of the present stretch:
 * see event-window.ts.
 */
export type CounterName = 'live_users' | 'deleted_users' | 'max_regress_ms' | 'newest_arrival_ms' | 'write_probe';

export type AddToCounter = (name: CounterName, difference: number) => void;

const sum = 'ON CONFLICT DO UPDATE SET value = value + excluded.value';
// A value more than a day newer than the next one came from a clock that was wrong.
const latest = `ON CONFLICT DO UPDATE SET
  value = CASE WHEN value > excluded.value + ${String(dayMs)} THEN excluded.value ELSE max(value, excluded.value) END`;

/** Prepares adding to a counter that may not exist yet. */
export function addToCounter(sql: Database): AddToCounter {
  const statement = sql.prepare(`INSERT INTO figures (topic, value) VALUES (?, ?) ${sum}`);
  return (name, difference) => void statement.run(name, difference);
}

/** Prepares reading a counter; 0 when it was never written. */
export function readCounter(sql: Database): (name: CounterName) => number {
  const statement = sql
    .prepare<[string], number>(
      "SELECT value FROM figures WHERE topic = ? AND hour_ms = 0 AND type = '' AND outcome = '' AND stream_id = ''",
    )
    .pluck();
  return (name) => statement.get(name) ?? 0;
}

/** Prepares setting a counter. */
export function setCounter(sql: Database): (name: CounterName, value: number) => void {
  const statement = sql.prepare(
    'INSERT INTO figures (topic, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return (name, value) => void statement.run(name, value);
}

/** Prepares adding to the number of events of a kind. */
export function addToKind(sql: Database): (kind: EventKind) => void {
  const statement = sql.prepare(
    `INSERT INTO figures (topic, type, outcome, stream_id, value) VALUES ('kind', ?, ?, ?, ?) ${sum}`,
  );
  return ({ type, outcome, streamId, count }) => void statement.run(type, outcome, streamId, count);
}

/** Prepares reading all kinds, the most frequent first. */
export function readKinds(sql: Database): () => EventKind[] {
  const statement = sql.prepare<[], EventKind>(
    `SELECT type, outcome, stream_id streamId, value count FROM figures WHERE topic = 'kind' AND value > 0
     ORDER BY value DESC`,
  );
  return () => statement.all();
}

/** Prepares noting that an event stream brought a receipt at `atMs`. */
export function noteStream(sql: Database): (streamId: string, atMs: number) => void {
  const statement = sql.prepare(`INSERT INTO figures (topic, stream_id, value) VALUES ('newest', ?, ?) ${latest}`);
  return (streamId, atMs) => void statement.run(streamId, atMs);
}

/** Prepares reading when an event stream last brought a receipt; null when it never did. */
export function readStream(sql: Database): (streamId: string) => number | null {
  const statement = sql
    .prepare<[string], number>(
      "SELECT value FROM figures WHERE topic = 'newest' AND hour_ms = 0 AND type = '' AND outcome = '' AND stream_id = ?",
    )
    .pluck();
  return (streamId) => statement.get(streamId) ?? null;
}

export type HourTopic = 'event' | 'rejection';

/** Prepares adding to the number of arrivals within one hour. */
export function addToHour(sql: Database): (topic: HourTopic, hour: number, difference: number) => void {
  const statement = sql.prepare(`INSERT INTO figures (topic, hour_ms, value) VALUES (?, ?, ?) ${sum}`);
  return (topic, hour, difference) => void statement.run(topic, hour, difference);
}

/**
 * Prepares the number of arrivals since `sinceMs`: whole hours from the running figures, the rest counted by `countRange`.
 * Hours after that of `untilMs` do not count: a clock that was ahead filled them.
 */
export function countSince(sql: Database, countRange: (fromMs: number, toMs: number) => number) {
  const wholeHours = sql
    .prepare<[HourTopic, number, number], number>(
      'SELECT total(value) FROM figures WHERE topic = ? AND hour_ms >= ? AND hour_ms <= ?',
    )
    .pluck();
  return (topic: HourTopic, sinceMs: number, untilMs: number): number => {
    const firstWhole = hourOf(sinceMs + hourMs - 1);
    return (wholeHours.get(topic, firstWhole, untilMs) ?? 0) + countRange(sinceMs, Math.min(firstWhole, untilMs + 1));
  };
}
