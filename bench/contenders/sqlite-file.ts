import BetterSqlite3 from 'better-sqlite3';

/** Number of rows of a table in a database of ours, which may be in use. */
export function countRows(file: string, table: 'events' | 'user_term_work'): number {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  } finally {
    database.close();
  }
}
