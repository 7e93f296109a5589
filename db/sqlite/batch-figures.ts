import { type Database } from 'better-sqlite3';
import { type IncomingReceipt } from '@/lib/events/event-store';
import { type MirrorState } from '@/lib/users/mirror';
import { addToCounter, addToHour, addToKind, type EventKind, hourOf, noteStream, readCounter } from './figures';

/** The running figures of one batch: gathered event by event, written once at its end. */
export class BatchFigures {
  readonly #addKind;
  readonly #addHour;
  readonly #noteStream;
  readonly #newestArrival;
  readonly #regress;
  readonly #addCounter;
  readonly #kinds = new Map<string, EventKind>();
  readonly #hours = new Map<number, number>();
  readonly #streams = new Map<string, number>();
  readonly #users = { live_users: 0, deleted_users: 0 };
  #newestMs = -Infinity;
  #regressMs = 0;

  constructor(sql: Database) {
    this.#addKind = addToKind(sql);
    this.#noteStream = noteStream(sql);
    this.#newestArrival = sql.prepare<[], number | null>('SELECT max(received_at_ms) FROM events').pluck();
    this.#addHour = addToHour(sql);
    this.#addCounter = addToCounter(sql);
    this.#regress = readCounter(sql);
  }

  /** Starts a batch; must run inside its transaction, before anything is written. */
  begin(): void {
    this.#kinds.clear();
    this.#hours.clear();
    this.#streams.clear();
    this.#users.live_users = 0;
    this.#users.deleted_users = 0;
    this.#newestMs = this.#newestArrival.get() ?? -Infinity;
    this.#regressMs = 0;
  }

  noteEvent({ event, receivedAtMs }: IncomingReceipt, outcome: string): void {
    const { type } = event;
    const streamId = event.streamId ?? '';
    // None of the three holds a NUL: see plain-text.ts.
    const key = `${type}\0${outcome}\0${streamId}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) this.#kinds.set(key, { type, outcome, streamId, count: 1 });
    else kind.count += 1;
    const hour = hourOf(receivedAtMs);
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
    this.#regressMs = Math.max(this.#regressMs, this.#newestMs - receivedAtMs);
    this.#newestMs = Math.max(this.#newestMs, receivedAtMs);
  }

  noteReceipt({ event, receivedAtMs }: IncomingReceipt): void {
    const { streamId } = event;
    if (streamId === null) return;
    this.#streams.set(streamId, Math.max(this.#streams.get(streamId) ?? 0, receivedAtMs));
  }

  /** A mirrored user as the batch found it and as it leaves it. */
  noteUser(before: MirrorState | null, after: MirrorState): void {
    if (before !== null) this.#addUsers(before, -1);
    this.#addUsers(after, 1);
  }

  #addUsers({ deletedAtMs }: MirrorState, difference: number): void {
    const name = deletedAtMs === null ? 'live_users' : 'deleted_users';
    this.#users[name] += difference;
  }

  write(): void {
    for (const kind of this.#kinds.values()) this.#addKind(kind);
    for (const [hour, count] of this.#hours) this.#addHour('event', hour, count);
    for (const [streamId, atMs] of this.#streams) this.#noteStream(streamId, atMs);
    for (const name of ['live_users', 'deleted_users'] as const) {
      if (this.#users[name] !== 0) this.#addCounter(name, this.#users[name]);
    }
    if (this.#regressMs === 0) return;
    const known = this.#regress('max_regress_ms');
    if (this.#regressMs > known) this.#addCounter('max_regress_ms', this.#regressMs - known);
  }
}
