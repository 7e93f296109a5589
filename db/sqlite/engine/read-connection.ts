import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from 'better-sqlite3';
import { type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { busyBudgetMs, busyPauseMs, closedError } from '../../shared/unavailable';
import { asUnavailable, isBusy } from './sqlite-error';

/**
 * A connection as those who only read know it. Everything on it is synchronous, so a transaction never interleaves with
 * another; only waiting for the lock of *another process* is asynchronous, between tries, with the event loop free.
 */
export class ReadConnection {
  readonly sql: Database;
  readonly orm: BetterSQLite3Database;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  readonly #running = new Set<Promise<unknown>>();
  #closing = false;

  constructor(sql: Database, orm: BetterSQLite3Database) {
    this.sql = sql;
    this.orm = orm;
    this.#begin = sql.prepare('BEGIN');
    this.#commit = sql.prepare('COMMIT');
    this.#rollback = sql.prepare('ROLLBACK');
  }

  get isClosing(): boolean {
    return this.#closing;
  }

  /** Runs `query` on one snapshot of the database: the newest there is when the promise is asked for. */
  read<T>(query: () => T): Promise<T> {
    return this.track(() => {
      this.#begin.run();
      return this.finish(query);
    });
  }

  /** Refuses what comes from now on and resolves when everything already accepted is done. */
  async drain(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#running);
  }

  /** Ends the transaction that was just begun: with `work` done, or with nothing changed when it throws. */
  protected finish<T>(work: () => T): T {
    try {
      const value = work();
      this.#commit.run();
      return value;
    } catch (error) {
      // SQLite ends the transaction by itself for some errors (a full disk) and leaves it open for others.
      if (this.sql.inTransaction) this.#rollback.run();
      throw error;
    }
  }

  /** Tries `attempt` until the lock it needs is free, or for as long as anybody may wait. `drain` waits for it. */
  protected track<T>(attempt: () => T): Promise<T> {
    if (this.#closing) return Promise.reject(closedError());
    const running = retryWhileBusy(attempt);
    this.#running.add(running);
    const forget = () => void this.#running.delete(running);
    running.then(forget, forget);
    return running;
  }
}

async function retryWhileBusy<T>(attempt: () => T): Promise<T> {
  const givingUpAt = performance.now() + busyBudgetMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > givingUpAt) throw asUnavailable(error) ?? error;
      await sleep(busyPauseMs());
    }
  }
}
