import { type NewRejection, type RejectionCode } from '@/lib/rejections/rejection';
import { type RejectionStore } from '@/lib/rejections/rejection-store';
import { type Connection } from '../engine/connection';
import { addToHour } from '../engine/figures';
import { hourOf } from '@/lib/spans';
import { rejections } from '../schema';

/** Newest rejections kept of each code. */
export const mostRejections = 1_000;

const mostBodyBytes = 64 * 1024;

/** How long rejections wait for others, so that a flood of bad requests costs a few commits a second and not one each. */
const gatherMs = 100;

interface Waiting {
  rejection: NewRejection;
  done: () => void;
}

/** Keeps refused requests, apart from the ingest path. */
export class Rejections implements Pick<RejectionStore, 'recordRejection'> {
  readonly #connection: Connection;
  readonly #addToHour;
  readonly #cap;
  readonly #hours = new Map<number, number>();
  /** How many wait of each code. */
  readonly #waitingOf = new Map<RejectionCode, number>();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(connection: Connection) {
    const { sql } = connection;
    this.#connection = connection;
    this.#cap = sql.prepare<[{ code: RejectionCode; kept: number }]>(capOfCode);
    this.#addToHour = addToHour(sql);
  }

  recordRejection(rejection: NewRejection): Promise<void> {
    if (this.#connection.isClosing) return Promise.resolve();
    const hour = hourOf(rejection.receivedAtMs);
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
    return new Promise((done) => {
      this.#waiting.push({ rejection, done });
      this.#noteWaiting(rejection.code);
      this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    });
  }

  /** Writes what waits. Never throws: a rejection that cannot be kept is forgotten. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#waiting.splice(0);
    this.#waitingOf.clear();
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

  /** More of a code than are kept need not wait: the oldest would be dropped again at once. */
  #noteWaiting(code: RejectionCode): void {
    const count = (this.#waitingOf.get(code) ?? 0) + 1;
    if (count <= mostRejections) {
      this.#waitingOf.set(code, count);
      return;
    }
    const place = this.#waiting.findIndex(({ rejection }) => rejection.code === code);
    this.#waiting.splice(place, 1)[0]?.done();
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
    for (const code of new Set(batch.map((rejection) => rejection.code))) this.#cap.run({ code, kept: mostRejections });
  }
}

const capOfCode = `
  DELETE FROM rejections WHERE code = :code AND seq <= (
    SELECT seq FROM rejections WHERE code = :code ORDER BY seq DESC LIMIT 1 OFFSET :kept)`;
