import BetterSqlite3 from 'better-sqlite3';

/** Number of events in a database of ours that nobody writes any more. */
export function countEvents(file: string): number {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    return database.prepare<[], number>('SELECT count(*) FROM events').pluck().get() ?? 0;
  } finally {
    database.close();
  }
}
