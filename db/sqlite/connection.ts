import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from 'better-sqlite3';
import { type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError, type Topic } from '@/lib/store';
import { Notices } from './notices';
import { asUnavailable, isBusy } from './sqlite-error';

/** How long a write may wait for the lock of another process, in milliseconds (docs/decisions.md, "Busy budget"). */
export const busyBudgetMs = 2_000;

/** What a deed returns: its answer, and the topics to announce once it is durable. */
export interface Written<T> {
  value: T;
  topics?: readonly Topic[];
}

/**
 * The one connection of this process. Everything on it is synchronous, so a transaction never interleaves with another;
 * only waiting for the lock of *another process* is asynchronous, between tries, with the event loop free.
 */
export class Connection {
  readonly notices = new Notices();
  readonly sql: Database;
  readonly orm: BetterSQLite3Database;
  readonly #begin;
  readonly #beginImmediate;
  readonly #commit;
  readonly #rollback;
  readonly #running = new Set<Promise<unknown>>();
  #closing = false;

  constructor(sql: Database, orm: BetterSQLite3Database) {
    this.sql = sql;
    this.orm = orm;
    this.#begin = sql.prepare('BEGIN');
    this.#beginImmediate = sql.prepare('BEGIN IMMEDIATE');
    this.#commit = sql.prepare('COMMIT');
    this.#rollback = sql.prepare('ROLLBACK');
  }

  get isClosing(): boolean {
    return this.#closing;
  }

  /** Runs `query` on one snapshot of the database. */
  read<T>(query: () => T): Promise<T> {
    return this.#track(() => {
      this.#begin.run();
      return this.#finish(query);
    });
  }

  /** Runs `deed` in a transaction of its own that is durable when the promise resolves, then announces its topics. */
  async write<T>(deed: () => Written<T>): Promise<T> {
    const written = await this.#track(() => this.transact(deed));
    this.notices.announce(written.topics ?? []);
    return written.value;
  }

  /** One try at a write transaction, at once: throws the driver's error when the lock is taken or anything fails. */
  transact<T>(deed: () => T): T {
    this.#beginImmediate.run();
    return this.#finish(deed);
  }

  /** Refuses what comes from now on and resolves when everything already accepted is done. */
  async drain(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#running);
  }

  #finish<T>(work: () => T): T {
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

  #track<T>(attempt: () => T): Promise<T> {
    if (this.#closing) return Promise.reject(closedError());
    const running = retryWhileBusy(attempt);
    this.#running.add(running);
    const forget = () => void this.#running.delete(running);
    running.then(forget, forget);
    return running;
  }
}

export function closedError(): StoreUnavailableError {
  return new StoreUnavailableError('The store is closed');
}

/** Pause before the next try for the lock, in milliseconds. Random, so that two waiting processes do not keep step. */
export function busyPauseMs(): number {
  return 5 + Math.random() * 20;
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
