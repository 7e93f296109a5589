import BetterSqlite3 from 'better-sqlite3';

/** The number that a query gives in a database of ours, which may be in use. */
function ask(file: string, query: string): number {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    return database.prepare<[], number>(query).pluck().get() ?? 0;
  } finally {
    database.close();
  }
}

/** Number of rows of a table. */
export const countRows = (file: string, table: 'events' | 'user_term_work'): number =>
  ask(file, `SELECT count(*) FROM ${table}`);

/** When the newest event arrived, as Unix time in ms. */
export const newestArrivalMs = (file: string): number => ask(file, 'SELECT max(received_at_ms) FROM events');
