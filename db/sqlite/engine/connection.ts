import { type Database } from 'better-sqlite3';
import { type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type Topic } from '@/lib/store';
import { Notices } from '../../shared/notices';
import { DatabaseFile } from './database-file';
import { addToMark } from './marks';
import { ReadConnection } from './read-connection';

/** What a deed returns: its answer, and the topics to announce once it is durable. */
export interface Written<T> {
  value: T;
  topics?: readonly Topic[];
}

/** The one connection of this process that writes. */
export class Connection extends ReadConnection {
  readonly notices = new Notices();
  readonly file: DatabaseFile;
  /** To be called in a transaction that does not come by way of `write`, where something beside receipts changes. */
  readonly mark: (topic: Topic) => void;
  readonly #beginImmediate;

  constructor(sql: Database, orm: BetterSQLite3Database) {
    super(sql, orm);
    this.file = new DatabaseFile(sql);
    this.mark = addToMark(sql);
    this.#beginImmediate = sql.prepare('BEGIN IMMEDIATE');
  }

  /** Runs `deed` in a transaction of its own that is durable when the promise resolves, then announces its topics. */
  async write<T>(deed: () => Written<T>): Promise<T> {
    const { value, topics } = await this.track(() => this.transact(() => this.#withMarks(deed())));
    this.notices.announce(topics);
    return value;
  }

  /**
   * One try at a write transaction, at once: throws the driver's error when the lock is taken or anything fails, and
   * `StoreUnavailableError` when the commit is not in the file that is at the path.
   */
  transact<T>(deed: () => T): T {
    // Before as well: a commit may checkpoint, which would hide that somebody wrote over the file, and damage it further.
    this.file.assertSound();
    this.#beginImmediate.run();
    const value = this.finish(deed);
    this.file.assertSound();
    return value;
  }

  #withMarks<T>({ value, topics = [] }: Written<T>) {
    for (const topic of topics) this.mark(topic);
    return { value, topics };
  }
}
