import { type Database } from 'better-sqlite3';
import { BatchFigures } from '@/lib/ingest/batch-figures';
import { addToCounter, addToHour, addToKind, noteStream, readCounter, setCounter } from '../engine/figures';

/** Each stretch costs a query of a range some look-ups; a clock that jumps back again and again must not make them many. */
const mostStretches = 32;

/** Reads and writes running figures inside an ingest transaction. */
export class FigureRows {
  readonly #addKind;
  readonly #addHour;
  readonly #noteStream;
  readonly #newestArrival;
  readonly #counter;
  readonly #addCounter;
  readonly #setCounter;
  readonly #countStretches;
  readonly #addStretch;

  constructor(sql: Database) {
    this.#addKind = addToKind(sql);
    this.#noteStream = noteStream(sql);
    this.#newestArrival = sql.prepare<[], number | null>('SELECT max(received_at_ms) FROM events').pluck();
    this.#addHour = addToHour(sql);
    this.#addCounter = addToCounter(sql);
    this.#counter = readCounter(sql);
    this.#setCounter = setCounter(sql);
    this.#countStretches = sql.prepare<[], number>('SELECT count(*) FROM event_stretches').pluck();
    this.#addStretch = sql.prepare<[number]>('INSERT INTO event_stretches (first_seq) VALUES (?)');
  }

  /** The figures of a batch of which nothing is written yet. */
  begin(): BatchFigures {
    // A database that has never counted this has one stretch, unless it is empty.
    const newestMs = this.#counter('newest_arrival_ms') || (this.#newestArrival.get() ?? -Infinity);
    return new BatchFigures(newestMs);
  }

  write(figures: BatchFigures): void {
    const { kinds, hours, streams, users } = figures;
    for (const kind of kinds) this.#addKind(kind);
    for (const [hour, count] of hours) this.#addHour('event', hour, count);
    for (const [streamId, atMs] of streams) this.#noteStream(streamId, atMs);
    if (users.live !== 0) this.#addCounter('live_users', users.live);
    if (users.deleted !== 0) this.#addCounter('deleted_users', users.deleted);
    if (hours.size > 0) this.#writeOrder(figures);
  }

  #writeOrder({ newestMs, regressMs, breaks }: BatchFigures): void {
    this.#setCounter('newest_arrival_ms', newestMs);
    for (const { seq, regressMs: back } of breaks) {
      if (this.#countStretches.get() === mostStretches) this.#widenRegress(back);
      else this.#addStretch.run(seq);
    }
    this.#widenRegress(regressMs);
  }

  #widenRegress(regressMs: number): void {
    if (regressMs === 0) return;
    const known = this.#counter('max_regress_ms');
    if (regressMs > known) this.#addCounter('max_regress_ms', regressMs - known);
  }
}
