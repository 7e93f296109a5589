import { randomBytes } from 'node:crypto';
import type { Happening } from './cloud-event.ts';

/** One event with its place in the tenant's history. */
export interface JournalEntry {
  seq: number;
  event: Happening;
}

type Place = { seq: number } | 'malformed' | 'expired';

const OFFSET = /^([\w-]+)\.(\d+)$/;

/** Everything that happened in the tenant, in order, for readers who pull; the oldest entries are forgotten. */
export class EventJournal {
  readonly #keep: () => number;
  readonly #listeners = new Set<() => void>();
  // A history of another start or tenant must not be mistaken for this one.
  readonly #name = randomBytes(6).toString('base64url');
  #entries: JournalEntry[] = [];
  #lastSeq = 0;
  #closed = false;

  constructor(keep: () => number) {
    this.#keep = keep;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get closed(): boolean {
    return this.#closed;
  }

  add(event: Happening): void {
    this.#lastSeq += 1;
    this.#entries.push({ seq: this.#lastSeq, event });
    this.#trim();
    for (const notify of this.#listeners) notify();
  }

  /** The entry that comes next after a place. */
  after(seq: number): JournalEntry | undefined {
    const [first] = this.#entries;
    return first && this.#entries[Math.max(0, seq + 1 - first.seq)];
  }

  /** Runs `notify` for each new entry and for the end; the answer stops it. */
  listen(notify: () => void): () => void {
    this.#listeners.add(notify);
    return () => this.#listeners.delete(notify);
  }

  /** The opaque text for a place. */
  offsetOf(seq: number): string {
    return Buffer.from(`${this.#name}.${seq}`).toString('base64url');
  }

  /** Reads an offset; one of an earlier start, or one whose next entry was forgotten, has expired. */
  placeOf(offset: string): Place {
    const [, name, digits] = OFFSET.exec(Buffer.from(offset, 'base64url').toString('utf8')) ?? [];
    if (digits === undefined) return 'malformed';
    this.#trim();
    const seq = Number(digits);
    const known = name === this.#name && seq <= this.#lastSeq;
    return known && seq >= this.#forgotten() ? { seq } : 'expired';
  }

  /** The place before the first kept event of this time or later. */
  placeAt(timeMs: number): number {
    const first = this.#entries.find(({ event }) => Date.parse(event.time) >= timeMs);
    return first ? first.seq - 1 : this.#lastSeq;
  }

  /** Ends every reading. */
  close(): void {
    this.#closed = true;
    for (const notify of this.#listeners) notify();
  }

  #forgotten(): number {
    return (this.#entries[0]?.seq ?? this.#lastSeq + 1) - 1;
  }

  #trim(): void {
    const keep = this.#keep();
    const excess = this.#entries.length - keep;
    // In steps, so that adding stays cheap; a lowered limit bites at once.
    if (excess > Math.max(0, Math.min(1000, keep / 4))) this.#entries = this.#entries.slice(excess);
  }
}
