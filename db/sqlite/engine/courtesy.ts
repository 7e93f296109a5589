import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { closedError } from '../../shared/unavailable';
import { type Connection, type Written } from './connection';

/** Share of the time that the event loop is busy, above which receipts that come in leave no time for anything else. */
const fullAbove = 0.8;

/** How long one look at that counts, in ms. */
const lookMs = 100;

/** A rest after a deed, as a multiple of how long that took: what can wait has a twenty-fifth of the time then. */
const restFactor = 24;

/** The longest rest, in ms: a deed that a slow disk made long does not stop everything after it. */
const longestRestMs = 500;

/** Deeds that can wait. They go one by one, and while receipts fill this process each is followed by a rest. */
export class Courtesy {
  readonly #connection: Connection;
  readonly #isReceiving: () => boolean;
  readonly #ending = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;
  /** Reading of `performance.now()`. */
  #restingUntil = -Infinity;
  #look = { atMs: -Infinity, since: performance.eventLoopUtilization(), isFull: false };

  /** `isReceiving` tells whether receipts are coming in. */
  constructor(connection: Connection, isReceiving: () => boolean) {
    this.#connection = connection;
    this.#isReceiving = isReceiving;
  }

  /** As `write` of the connection, once it is this deed's turn: at once when nothing goes before. */
  write<T>(deed: () => Written<T>): Promise<T> {
    if (this.#ending.signal.aborted) return Promise.reject(closedError());
    const isNext = this.#pending === 0;
    this.#pending += 1;
    const done = isNext ? this.#inTurn(deed) : this.#last.then(() => this.#inTurn(deed));
    const forget = () => void (this.#pending -= 1);
    this.#last = done.then(forget, forget);
    return done;
  }

  /** Refuses what comes from now on, rests no more, and has the connection drain once what was asked for is done. */
  async drain(): Promise<void> {
    this.#ending.abort();
    if (this.#pending > 0) await this.#last;
    await this.#connection.drain();
  }

  async #inTurn<T>(deed: () => Written<T>): Promise<T> {
    const restMs = this.#restingUntil - performance.now();
    // An end cuts it short.
    if (restMs > 0) await sleep(restMs, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    // Asked before: the deed itself fills the event loop.
    const isFull = this.#isReceiving() && this.#isLoopFull();
    const startedAt = performance.now();
    try {
      return await this.#connection.write(deed);
    } finally {
      const now = performance.now();
      this.#restingUntil = isFull ? now + Math.min(longestRestMs, (now - startedAt) * restFactor) : now;
    }
  }

  #isLoopFull(): boolean {
    const now = performance.now();
    if (now - this.#look.atMs >= lookMs) {
      const { utilization } = performance.eventLoopUtilization(this.#look.since);
      this.#look = { atMs: now, since: performance.eventLoopUtilization(), isFull: utilization > fullAbove };
    }
    return this.#look.isFull;
  }
}
