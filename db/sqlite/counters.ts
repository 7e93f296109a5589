import { type Database } from 'better-sqlite3';

/**
 * Running figures, kept in the transaction that changes them. `max_regress_ms` is how far arrival times ever went back
 * against the order of `seq` (a clock set back, receipts overtaking one another): see event-window.ts.
 */
export type CounterName = 'live_users' | 'deleted_users' | 'max_regress_ms' | 'write_probe';

export type AddToCounter = (name: CounterName, difference: number) => void;

/** Prepares adding to a counter that may not exist yet. */
export function addToCounter(sql: Database): AddToCounter {
  const statement = sql.prepare(
    'INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value',
  );
  return (name, difference) => void statement.run(name, difference);
}

/** Prepares reading a counter; 0 when it was never written. */
export function readCounter(sql: Database): (name: CounterName) => number {
  const statement = sql.prepare<[string], number>('SELECT value FROM counters WHERE name = ?').pluck();
  return (name) => statement.get(name) ?? 0;
}

export const hourMs = 3_600_000;

/** Start of the hour that `atMs` lies in. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / hourMs) * hourMs;
}

export type HourTopic = 'event' | 'rejection';

/** Prepares adding to the number of arrivals within one hour. */
export function addToHour(sql: Database): (topic: HourTopic, hour: number, difference: number) => void {
  const statement = sql.prepare(
    'INSERT INTO hour_counts (topic, hour_ms, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  );
  return (topic, hour, difference) => void statement.run(topic, hour, difference);
}

/** Prepares the number of arrivals since `sinceMs`: whole hours from the running figures, the rest counted by `countRange`. */
export function countSince(sql: Database, countRange: (fromMs: number, toMs: number) => number) {
  const wholeHours = sql
    .prepare<[HourTopic, number], number>('SELECT total(count) FROM hour_counts WHERE topic = ? AND hour_ms >= ?')
    .pluck();
  return (topic: HourTopic, sinceMs: number): number => {
    const firstWhole = hourOf(sinceMs + hourMs - 1);
    return (wholeHours.get(topic, firstWhole) ?? 0) + countRange(sinceMs, firstWhole);
  };
}
