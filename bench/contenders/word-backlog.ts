import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';

/** Users whose search words were not yet written when the load ended. */
export interface Backlog {
  users: number;
  /** Until there were none, in milliseconds. */
  emptyAfterMs: number;
}

const lookEveryMs = 50;
const patienceMs = 30 * 60_000;

/**
 * Looks into a database of Streamgauge that is in use, without writing to it, until every search word is written. Call it
 * as soon as the load has ended. Throws when the words do not come, or when `requireLife` says that nobody writes them.
 */
export async function watchBacklog(file: string, requireLife: () => void): Promise<Backlog> {
  const startedAt = performance.now();
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    const count = database.prepare<[], number>('SELECT count(*) FROM user_term_work').pluck();
    const some = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM user_term_work)').pluck();
    const users = count.get() ?? 0;
    while (some.get() === 1) {
      requireLife();
      if (performance.now() - startedAt > patienceMs) throw new Error('The search words were not written');
      await sleep(lookEveryMs);
    }
    return { users, emptyAfterMs: performance.now() - startedAt };
  } finally {
    database.close();
  }
}
