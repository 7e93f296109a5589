import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { type SearchedUser, searchTerms } from '@/lib/users/search-terms';
import { parseTexts } from '../../shared/json-columns';
import { type Connection } from '../engine/connection';

/** Users brought up to date in one transaction: one segment of the index. Many cost less each; but receipts wait for it. */
const sliceUsers = 128;

/** Pages of segments merged after each slice. With a quarter of them segments pile up: see docs/decisions.md. */
const mergePages = 32;

/** How long a search waits, in milliseconds; what is still behind then is found a little later. */
const searchWaitMs = 200;

/** Lets the first users of a burst gather, in milliseconds. */
const gatherMs = 20;

/** Pause after a failure, in milliseconds. */
const troubledMs = 1_000;

/** While receipts are pressing, a slice is followed by a rest of this many times its length. */
const pressedRest = 79;

/** With more users than this behind, the rest is shorter. */
const mostBehind = 100_000;

/** The shorter rest. Receipts still come first: a fifth of the time let them wait for seconds at half of the greatest rate. */
const hurriedRest = 19;

/** No rest is longer, in milliseconds: a slice that waited for a lock or a disk was long and no work. */
const longestRestMs = 5_000;

interface Work extends Omit<SearchedUser, 'former'> {
  seq: number;
  /** JSON array of former names and addresses. */
  former: string;
  /** JSON array: the words that the index holds. */
  terms: string;
}

/**
 * Keeps `user_terms` up to date behind the ingest path. The index is made of segments: one of many users costs little,
 * while one with each receipt would be more pages in its commit. The list of users to do is durable.
 */
export class TermIndex {
  readonly #connection: Connection;
  readonly #isPressed: () => boolean;
  readonly #work;
  readonly #setTerms;
  readonly #done;
  readonly #put;
  readonly #remove;
  readonly #merge;
  /** Users on the list, as far as this process knows. */
  #behind: number;
  /** Reading of `performance.now()`. */
  #restingUntil = 0;
  #running: Promise<void> | null = null;
  #catchingUp: Promise<void> | null = null;
  readonly #stop = new AbortController();

  /** `isPressed` tells whether receipts are coming in as fast as they are stored. */
  constructor(connection: Connection, isPressed: () => boolean) {
    const { sql } = connection;
    this.#connection = connection;
    this.#isPressed = isPressed;
    this.#work = sql.prepare<[number], Work>(
      `SELECT user_seq seq, user_id userId, email, name, nickname, phone_number phoneNumber, username,
         given_name givenName, family_name familyName, former, terms
       FROM user_term_work JOIN users ON users.seq = user_seq ORDER BY user_seq LIMIT ?`,
    );
    this.#behind = sql.prepare<[], number>('SELECT count(*) FROM user_term_work').pluck().get() ?? 0;
    this.#setTerms = sql.prepare('UPDATE users SET terms = ? WHERE seq = ?');
    this.#done = sql.prepare('DELETE FROM user_term_work WHERE user_seq = ?');
    this.#put = sql.prepare('INSERT INTO user_terms (rowid, terms) VALUES (?, ?)');
    this.#remove = sql.prepare('DELETE FROM user_terms WHERE rowid = ?');
    this.#merge = sql.prepare(`INSERT INTO user_terms (user_terms, rank) VALUES ('merge', ${mergePages})`);
  }

  /** Says that a commit put `users` on the list; also to be called once at the start, for those an earlier process left. */
  wake(users: number): void {
    this.#behind += users;
    if (this.#isOver()) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /**
   * Does the work that is there now, for a limited time, so that a search finds what was just stored. Never throws and waits
   * for no lock: who may look must not depend on whether somebody may write.
   */
  catchUp(): Promise<void> {
    return (this.#catchingUp ??= this.#catchUp().finally(() => {
      this.#catchingUp = null;
    }));
  }

  /** Does no more; what is left waits for the next process. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#running, this.#catchingUp]);
  }

  async #catchUp(): Promise<void> {
    const givingUpAt = performance.now() + searchWaitMs;
    while (!this.#isOver() && performance.now() < givingUpAt) {
      try {
        this.#settle(this.#connection.transact(() => this.#slice()));
      } catch {
        // The work is still on the list, and the background tries again and complains.
        return;
      }
      await turn();
    }
  }

  async #run(): Promise<void> {
    let pauseMs = gatherMs;
    while (!this.#isOver()) {
      // A list that was empty for a moment earns no shorter rest.
      await this.#sleep(Math.max(pauseMs, this.#restingUntil - performance.now()));
      if (this.#isOver()) return;
      pauseMs = 0;
      // Asked before: what presses cannot show while a slice holds the event loop.
      const restFactor = this.#restFactor();
      try {
        const tookMs = await this.#writeSlice();
        this.#restingUntil = performance.now() + Math.min(tookMs * restFactor, longestRestMs);
      } catch (error) {
        // Whatever it is (a full disk, a lock), the list is durable, so that nothing is forgotten by waiting.
        process.emitWarning(`Search words could not be written: ${String(error)}`);
        pauseMs = troubledMs;
      }
    }
  }

  /** Ends early when the index is stopped. */
  #sleep(ms: number): Promise<unknown> {
    return sleep(ms, null, { signal: this.#stop.signal }).catch(() => null);
  }

  #isOver(): boolean {
    return this.#stop.signal.aborted || this.#behind === 0;
  }

  /** Length of the rest after a slice as a multiple of its own. */
  #restFactor(): number {
    if (!this.#isPressed()) return 0;
    return this.#behind > mostBehind ? hurriedRest : pressedRest;
  }

  /** Returns how long it took, in milliseconds. */
  async #writeSlice(): Promise<number> {
    const startedAt = performance.now();
    this.#settle(await this.#connection.write(() => ({ value: this.#slice() })));
    return performance.now() - startedAt;
  }

  /** Only a committed slice may shorten what is known of the list; another process may have shortened the list itself. */
  #settle(users: number): void {
    this.#behind = users < sliceUsers ? 0 : Math.max(1, this.#behind - users);
  }

  /** Returns how many users were on the list, up to the size of a slice. */
  #slice(): number {
    const work = this.#work.all(sliceUsers);
    for (const user of work) this.#write(user);
    if (work.length > 0) this.#merge.run();
    return work.length;
  }

  #write(user: Work): void {
    const { seq } = user;
    const wanted = searchTerms({ ...user, former: parseTexts(user.former) });
    const terms = JSON.stringify(wanted);
    if (terms !== user.terms) {
      if (user.terms !== '[]') this.#remove.run(seq);
      this.#put.run(seq, wanted.join(' '));
      this.#setTerms.run(terms, seq);
    }
    this.#done.run(seq);
  }
}
