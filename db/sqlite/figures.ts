import { type Database } from 'better-sqlite3';

/**
 * Running figures are kept in the transaction that changes them, in one table. Its topics, with the columns that tell their
 * rows apart: `kind` (type, outcome, stream_id) counts events, `event` and `rejection` (hour_ms) count arrivals, `newest`
 * (stream_id) is the newest receipt that an event stream brought (one that only ever repeats another is not silent), and each
 * counter is a topic of its own. `max_regress_ms` is how far arrival times ever went back against the order of `seq` (a clock
 * set back, receipts overtaking one another): see event-window.ts.
 */
export type CounterName = 'live_users' | 'deleted_users' | 'max_regress_ms' | 'write_probe';

export type AddToCounter = (name: CounterName, difference: number) => void;

const sum = 'ON CONFLICT DO UPDATE SET value = value + excluded.value';
const latest = 'ON CONFLICT DO UPDATE SET value = max(value, excluded.value)';

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

/** How many events there are of one kind. There are few kinds, so lists and counts start here instead of counting rows. */
export interface EventKind {
  type: string;
  outcome: string;
  /** Empty for events that came without one. */
  streamId: string;
  count: number;
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

export const hourMs = 3_600_000;

/** Start of the hour that `atMs` lies in. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / hourMs) * hourMs;
}

export type HourTopic = 'event' | 'rejection';

/** Prepares adding to the number of arrivals within one hour. */
export function addToHour(sql: Database): (topic: HourTopic, hour: number, difference: number) => void {
  const statement = sql.prepare(`INSERT INTO figures (topic, hour_ms, value) VALUES (?, ?, ?) ${sum}`);
  return (topic, hour, difference) => void statement.run(topic, hour, difference);
}

/** Prepares the number of arrivals since `sinceMs`: whole hours from the running figures, the rest counted by `countRange`. */
export function countSince(sql: Database, countRange: (fromMs: number, toMs: number) => number) {
  const wholeHours = sql
    .prepare<[HourTopic, number], number>('SELECT total(value) FROM figures WHERE topic = ? AND hour_ms >= ?')
    .pluck();
  return (topic: HourTopic, sinceMs: number): number => {
    const firstWhole = hourOf(sinceMs + hourMs - 1);
    return (wholeHours.get(topic, firstWhole) ?? 0) + countRange(sinceMs, firstWhole);
  };
}
