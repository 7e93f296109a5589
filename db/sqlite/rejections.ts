import { desc, gte, lte } from 'drizzle-orm';
import { type EventStore, type NewRejection } from '@/lib/events/event-store';
import { type Connection } from './connection';
import { addToHour, countSince, hourOf } from './figures';
import { rejections } from './schema';

/** Newest rejections kept. */
export const mostRejections = 1_000;

const mostBodyBytes = 64 * 1024;

/** How long rejections wait for others, so that a flood of bad requests costs a few commits a second and not one each. */
const gatherMs = 100;

interface Waiting {
  rejection: NewRejection;
  done: () => void;
}

type RejectionStore = Pick<EventStore, 'recordRejection' | 'listRejections'>;

/** Keeps refused requests, apart from the ingest path. */
export class Rejections implements RejectionStore {
  readonly #connection: Connection;
  readonly #addToHour;
  readonly #countSince;
  readonly #hours = new Map<number, number>();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(connection: Connection) {
    const { sql } = connection;
    this.#connection = connection;
    this.#addToHour = addToHour(sql);
    const countRange = sql
      .prepare<[number, number], number>(
        'SELECT count(*) FROM rejections WHERE received_at_ms >= ? AND received_at_ms < ?',
      )
      .pluck();
    this.#countSince = countSince(sql, (fromMs, toMs) => countRange.get(fromMs, toMs) ?? 0);
  }

  recordRejection(rejection: NewRejection): Promise<void> {
    if (this.#connection.isClosing) return Promise.resolve();
    const hour = hourOf(rejection.receivedAtMs);
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
    return new Promise((done) => {
      this.#waiting.push({ rejection, done });
      // More than the list holds need not wait: the oldest of them would be dropped again at once.
      if (this.#waiting.length > mostRejections) this.#waiting.shift()?.done();
      this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    });
  }

  /** Writes what waits. Never throws: a rejection that cannot be kept is forgotten. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    const hours = [...this.#hours];
    this.#hours.clear();
    try {
      await this.#connection.write(() => {
        this.#insert(batch.map((waiting) => waiting.rejection));
        for (const [hour, count] of hours) this.#addToHour('rejection', hour, count);
        return { value: undefined, topics: ['rejections'] };
      });
    } catch {
      // Best effort by contract: the answer to the sender does not depend on it, and logging a flood helps nobody.
    }
    for (const waiting of batch) waiting.done();
  }

  listRejections(sinceMs: number, limit: number) {
    return this.#connection.read(() => ({
      items: this.#connection.orm
        .select(summary)
        .from(rejections)
        .where(gte(rejections.receivedAtMs, sinceMs))
        .orderBy(desc(rejections.seq))
        .limit(limit)
        .all(),
      total: this.countSince(sinceMs),
    }));
  }

  /** Rejections since `sinceMs`, those no longer in the list included. For a running read. */
  countSince(sinceMs: number): number {
    return this.#countSince('rejection', sinceMs);
  }

  #insert(batch: readonly NewRejection[]): void {
    const { orm } = this.#connection;
    for (const rejection of batch) {
      const body = rejection.body === null ? null : Buffer.from(rejection.body.subarray(0, mostBodyBytes));
      orm
        .insert(rejections)
        .values({ ...rejection, body })
        .run();
    }
    const newest = orm.select({ seq: rejections.seq }).from(rejections).orderBy(desc(rejections.seq)).limit(1).get();
    if (newest !== undefined)
      orm
        .delete(rejections)
        .where(lte(rejections.seq, newest.seq - mostRejections))
        .run();
  }
}

const summary = {
  seq: rejections.seq,
  receivedAtMs: rejections.receivedAtMs,
  status: rejections.status,
  reason: rejections.reason,
  remoteAddress: rejections.remoteAddress,
  userAgent: rejections.userAgent,
  bytes: rejections.bytes,
};
