import { type Store } from '@/lib/store';
import { openSqliteStore } from './sqlite/sqlite-store';

/**
 * Opens the database that `url` (`DATABASE_URL`) names, creating and migrating it as needed: `file:` and a path, absolute or
 * relative to the working directory, taken literally. Throws an `Error` whose message tells a person what to set.
 */
export async function openStore(url: string): Promise<Store> {
  const file = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(url)?.[1];
  if (file === undefined || file.endsWith('/') || file.startsWith(':')) {
    throw new Error('DATABASE_URL must be file: and the path of a database file, such as file:./data/streamgauge.db');
  }
  return openSqliteStore({ file });
}
