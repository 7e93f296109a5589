import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { type Connection } from './connection';
import { parseTexts } from './json-columns';

/** Users brought up to date in one transaction: few, because receipts wait for it. */
const sliceUsers = 32;

/** How long a search waits, in milliseconds; what is still behind then is found a little later. */
const searchWaitMs = 200;

/** Lets the first users of a burst gather, in milliseconds. */
const gatherMs = 20;

/** Pause after a failure, in milliseconds. */
const troubledMs = 1_000;

/** While receipts are pressing, a slice is followed by a pause of this many times its length. */
const pressedPause = 19;

/** With more users than this behind, the index gets half of the time all the same: searches must not fall behind for good. */
const mostBehind = 10_000;

interface Work {
  seq: number;
  /** JSON array: the words that the index holds. */
  indexed: string;
  /** JSON array: the words that it should hold. */
  terms: string;
}

/**
 * Keeps `user_terms` up to date behind the ingest path. The dozen words of a user lie far apart in the index, so writing
 * them with the receipt would cost as much as everything else of it. The list of users to do is durable.
 */
export class TermIndex {
  readonly #connection: Connection;
  readonly #isPressed: () => boolean;
  readonly #work;
  readonly #isFarBehind;
  readonly #done;
  readonly #add;
  readonly #remove;
  /** Whether there may be something to do. */
  #hasWork = false;
  #running: Promise<void> | null = null;
  #catchingUp: Promise<void> | null = null;
  #stopped = false;

  /** `isPressed` tells whether receipts are coming in as fast as they are stored. */
  constructor(connection: Connection, isPressed: () => boolean) {
    const { sql } = connection;
    this.#connection = connection;
    this.#isPressed = isPressed;
    this.#work = sql.prepare<[number], Work>(
      `SELECT user_seq seq, indexed, terms FROM user_term_work JOIN users ON users.seq = user_seq
       ORDER BY user_seq LIMIT ?`,
    );
    this.#isFarBehind = sql.prepare<[number], number>('SELECT 1 FROM user_term_work LIMIT 1 OFFSET ?').pluck();
    this.#done = sql.prepare('DELETE FROM user_term_work WHERE user_seq = ?');
    this.#add = sql.prepare('INSERT OR IGNORE INTO user_terms (term, user_seq) VALUES (?, ?)');
    this.#remove = sql.prepare('DELETE FROM user_terms WHERE term = ? AND user_seq = ?');
  }

  /** Says that a commit has left work; also to be called once at the start, for what an earlier process left. */
  wake(): void {
    this.#hasWork = true;
    if (this.#stopped) return;
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
    this.#stopped = true;
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
    for (;;) {
      await sleep(pauseMs);
      if (this.#isOver()) return;
      try {
        const tookMs = await this.#writeSlice();
        pauseMs = tookMs * this.#pause();
        if (this.#isOver()) return;
      } catch (error) {
        // Whatever it is (a full disk, a lock), the list is durable, so that nothing is forgotten by waiting.
        process.emitWarning(`Search words could not be written: ${String(error)}`);
        pauseMs = troubledMs;
      }
    }
  }

  #isOver(): boolean {
    return this.#stopped || !this.#hasWork;
  }

  /** Length of the next pause as a multiple of the last slice's. */
  #pause(): number {
    if (!this.#isPressed()) return 0;
    return this.#isFarBehind.get(mostBehind) === undefined ? pressedPause : 1;
  }

  /** Returns how long it took, in milliseconds. */
  async #writeSlice(): Promise<number> {
    const startedAt = performance.now();
    this.#settle(await this.#connection.write(() => ({ value: this.#slice() })));
    return performance.now() - startedAt;
  }

  /** Only a committed slice may end the work. */
  #settle(users: number): void {
    this.#hasWork = users === sliceUsers;
  }

  /** Returns how many users were on the list, up to the size of a slice. */
  #slice(): number {
    const work = this.#work.all(sliceUsers);
    this.#write(work);
    return work.length;
  }

  /** In the order of the index, so that neighbours share a page. */
  #write(work: readonly Work[]): void {
    const changes = work.flatMap(({ seq, indexed, terms }) => {
      const former = new Set(parseTexts(indexed));
      const wanted = new Set(parseTexts(terms));
      return [
        ...[...former].filter((term) => !wanted.has(term)).map((term) => ({ term, seq, deed: this.#remove })),
        ...[...wanted].filter((term) => !former.has(term)).map((term) => ({ term, seq, deed: this.#add })),
      ];
    });
    changes.sort((a, b) => (a.term < b.term ? -1 : 1));
    for (const { term, seq, deed } of changes) deed.run(term, seq);
    for (const { seq } of work) this.#done.run(seq);
  }
}
