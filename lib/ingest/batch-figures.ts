import { type IncomingReceipt } from '../events/receipt';
import { dayMs, hourOf } from '../spans';
import { type MirrorState } from '../users/mirror';

/** How many events there are of one kind. There are few kinds, so lists and counts start here instead of counting rows. */
export interface EventKind {
  type: string;
  outcome: string;
  /** Empty for events that came without one. */
  streamId: string;
  count: number;
}

/** An event before which the clock was set back by more than a day. */
export interface ClockBreak {
  seq: number;
  regressMs: number;
}

/** What one batch adds to the running figures: gathered event by event, written once at its end. */
export class BatchFigures {
  readonly #kinds = new Map<string, EventKind>();
  /** Arrivals by the start of their hour. */
  readonly hours = new Map<number, number>();
  /** Newest receipt by event stream, in milliseconds. */
  readonly streams = new Map<string, number>();
  /** How many users more there are, live and deleted. */
  readonly users = { live: 0, deleted: 0 };
  /** How far arrival times went back against the order of arrival, in milliseconds; never more than a day. */
  regressMs = 0;
  /** Where they went back by more than that: the clock had been wrong before, or is now. */
  readonly breaks: ClockBreak[] = [];
  #newestMs: number;

  /** `newestMs` is the newest arrival since the last break, before the batch; `-Infinity` when there is none. */
  constructor(newestMs: number) {
    this.#newestMs = newestMs;
  }

  /** The newest arrival since the last break. */
  get newestMs(): number {
    return this.#newestMs;
  }

  get kinds(): Iterable<EventKind> {
    return this.#kinds.values();
  }

  noteEvent({ event, receivedAtMs }: IncomingReceipt, outcome: string, seq: number): void {
    const { type } = event;
    const streamId = event.streamId ?? '';
    this.#addKind({ type, outcome, streamId, count: 1 });
    const hour = hourOf(receivedAtMs);
    this.hours.set(hour, (this.hours.get(hour) ?? 0) + 1);
    this.#noteArrival(seq, receivedAtMs);
  }

  /** An event that had come without an event stream, and which one brings it now. */
  noteStreamOf({ type, outcome }: Pick<EventKind, 'type' | 'outcome'>, streamId: string): void {
    this.#addKind({ type, outcome, streamId: '', count: -1 });
    this.#addKind({ type, outcome, streamId, count: 1 });
  }

  #addKind({ count, ...kind }: EventKind): void {
    // None of the three holds a NUL: see plain-text.ts.
    const key = `${kind.type}\0${kind.outcome}\0${kind.streamId}`;
    const known = this.#kinds.get(key);
    if (known === undefined) this.#kinds.set(key, { ...kind, count });
    else known.count += count;
  }

  #noteArrival(seq: number, receivedAtMs: number): void {
    const regressMs = this.#newestMs - receivedAtMs;
    if (regressMs > dayMs) {
      this.breaks.push({ seq, regressMs });
      this.#newestMs = receivedAtMs;
      return;
    }
    this.regressMs = Math.max(this.regressMs, regressMs);
    this.#newestMs = Math.max(this.#newestMs, receivedAtMs);
  }

  noteReceipt({ event, receivedAtMs }: IncomingReceipt): void {
    const { streamId } = event;
    if (streamId === null) return;
    this.streams.set(streamId, Math.max(this.streams.get(streamId) ?? 0, receivedAtMs));
  }

  /** A mirrored user as the batch found it and as it leaves it. */
  noteUser(before: MirrorState | null, after: MirrorState): void {
    if (before !== null) this.#addUsers(before, -1);
    this.#addUsers(after, 1);
  }

  #addUsers({ deletedAtMs }: MirrorState, difference: number): void {
    this.users[deletedAtMs === null ? 'live' : 'deleted'] += difference;
  }
}
