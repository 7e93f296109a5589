// Not the global one: Next replaces that by one that looks for its own rendering first.
import { setImmediate } from 'node:timers';
import { type CommitWatch, StoreUnavailableError } from '@/lib/store';
import { busyBudgetMs, busyPauseMs, closedError } from './unavailable';

/** What became of one item of a committed batch. */
export type Settled<R> = { ok: true; value: R } | { ok: false; error: unknown };

export interface GroupCommitOptions<T, R> {
  /** Stores a batch in one transaction, durable when it returns. Throws when nothing of it was stored. */
  commit: (takeBatch: () => readonly T[]) => readonly Settled<R>[];
  /** Whether an error only means that another process holds the lock: worth another try. */
  isBusy: (error: unknown) => boolean;
  /** Trouble of the database itself as a `StoreUnavailableError`; null for an error of the statement or of our code. */
  asUnavailable: (error: unknown) => StoreUnavailableError | null;
  /** Weight of an item in bytes. */
  sizeOf: (item: T) => number;
  /** Told of the items of every commit. */
  onStored?: (items: readonly T[]) => void;
  /** Told of items that were refused because of `error`. */
  onRefused?: (items: readonly T[], error: unknown) => void;
  /** Told how long each commit took. */
  watch?: CommitWatch | undefined;
}

/** More at once would hold the event loop and everybody else's commit for too long. */
const batchLimit = { items: 256, bytes: 8 * 1024 * 1024 };

/** Beyond this the sender is better off trying again than waiting here. */
const queueLimit = { items: 10_000, bytes: 64 * 1024 * 1024 };

/** Items that come within this time after a commit are a stream of items, in milliseconds. */
const pressingMs = 10;

/** The longest that a batch waits for more to come, in milliseconds. */
const longestGatheringMs = 10;

/** A turn longer than this, and than 1 ms for each item that it brought, was spent on something else, in milliseconds. */
const longestTurnMs = 4;

/** After such a turn nothing gathers for this long, in milliseconds: the next turn may be as long. */
const busyLoopMs = 100;

interface Waiting<T, R> {
  item: T;
  size: number;
  /** Reading of `performance.now()` when it has waited for the lock long enough. */
  deadline: number;
  resolve(value: R): void;
  reject(error: unknown): void;
}

/**
 * Group commit: items that arrive while a commit runs share the next one, and each promise settles only after its own
 * commit. A lone item is committed in the turn of the event loop that brought it. Once items come together, a batch gathers
 * for as long as every turn brings more: senders that are answered together then stay together, and share one sync.
 */
export class GroupCommit<T, R> {
  readonly #options: GroupCommitOptions<T, R>;
  #queue: Waiting<T, R>[] = [];
  #queuedBytes = 0;
  #scheduled = false;
  #lastBatch = 0;
  /** Reading of `performance.now()`. */
  #gathersFrom = 0;
  #closing = false;
  #idle: (() => void)[] = [];
  /** Reading of `performance.now()`. */
  #committedAt = Number.NEGATIVE_INFINITY;

  constructor(options: GroupCommitOptions<T, R>) {
    this.#options = options;
  }

  /** Whether items wait, or one was committed a moment ago. */
  get isPressed(): boolean {
    return this.#queue.length > 0 || performance.now() - this.#committedAt < pressingMs;
  }

  /** Rejects with `StoreUnavailableError` when the item was not stored for a reason that may pass. */
  add(item: T): Promise<R> {
    if (this.#closing) return Promise.reject(closedError());
    const size = this.#options.sizeOf(item);
    if (this.#queue.length >= queueLimit.items || this.#queuedBytes + size > queueLimit.bytes) {
      return Promise.reject(new StoreUnavailableError('Too many receipts are waiting to be stored'));
    }
    const deadline = performance.now() + busyBudgetMs;
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, size, deadline, resolve, reject });
      this.#queuedBytes += size;
      this.#schedule();
    });
  }

  /** Refuses new items and resolves when those already accepted are settled. */
  async drain(): Promise<void> {
    this.#closing = true;
    if (this.#queue.length === 0) return;
    await new Promise<void>((resolve) => void this.#idle.push(resolve));
  }

  #schedule(pauseMs = 0): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (pauseMs > 0) setTimeout(() => this.#flush(), pauseMs);
    else this.#gather({ known: 0, startedAt: performance.now(), turnAt: Number.POSITIVE_INFINITY });
  }

  /** Flushes after this turn, or after the first that brings nothing more than the `known` items. */
  #gather({ known, startedAt, turnAt }: { known: number; startedAt: number; turnAt: number }): void {
    setImmediate(() => {
      const now = performance.now();
      const { length } = this.#queue;
      if (now - turnAt > Math.max(longestTurnMs, length - known)) this.#gathersFrom = now + busyLoopMs;
      const mayGather = this.#lastBatch > 1 && now >= this.#gathersFrom && now - startedAt < longestGatheringMs;
      if (mayGather && length > known && length < batchLimit.items) {
        this.#gather({ known: length, startedAt, turnAt: now });
      } else this.#flush();
    });
  }

  #flush(): void {
    this.#scheduled = false;
    // Taken only once the lock is held: until then the items stay in the queue, with the time they have left.
    let batch: Waiting<T, R>[] = [];
    let pauseMs = 0;
    const startedAt = performance.now();
    try {
      const settled = this.#options.commit(() => {
        batch = this.#take();
        return batch.map((waiting) => waiting.item);
      });
      this.#committedAt = performance.now();
      this.#lastBatch = batch.length;
      const ms = this.#committedAt - startedAt;
      this.#options.watch?.committed({ receipts: batch.length, ms, waiting: this.#queue.length });
      this.#options.onStored?.(batch.map((waiting) => waiting.item));
      for (const [index, waiting] of batch.entries()) settle(waiting, settled[index]);
    } catch (error) {
      if (this.#options.isBusy(error) && batch.length === 0) {
        this.#expire(error);
        pauseMs = busyPauseMs();
      } else {
        const reason =
          this.#options.asUnavailable(error) ?? new StoreUnavailableError('The commit failed', { cause: error });
        this.#refuse(batch.length > 0 ? batch : this.#take(), reason);
      }
    }
    if (this.#queue.length > 0) this.#schedule(pauseMs);
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  #take(): Waiting<T, R>[] {
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#queue) {
      if (count >= batchLimit.items || (count > 0 && bytes + waiting.size > batchLimit.bytes)) break;
      bytes += waiting.size;
      count += 1;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, count);
  }

  /** Rejects those that have waited for the lock as long as they may. The queue is in order of arrival. */
  #expire(cause: unknown): void {
    const now = performance.now();
    const firstPatient = this.#queue.findIndex((waiting) => waiting.deadline > now);
    const expired = this.#queue.splice(0, firstPatient === -1 ? this.#queue.length : firstPatient);
    for (const waiting of expired) this.#queuedBytes -= waiting.size;
    this.#refuse(expired, this.#options.asUnavailable(cause));
  }

  #refuse(refused: readonly Waiting<T, R>[], error: unknown): void {
    if (refused.length === 0) return;
    this.#options.watch?.refused(refused.length);
    this.#options.onRefused?.(
      refused.map((waiting) => waiting.item),
      error,
    );
    for (const waiting of refused) waiting.reject(error);
  }
}

function settle<T, R>(waiting: Waiting<T, R>, settled: Settled<R> | undefined): void {
  if (settled?.ok === true) waiting.resolve(settled.value);
  else waiting.reject(settled?.error ?? new StoreUnavailableError('The commit lost track of a receipt'));
}
