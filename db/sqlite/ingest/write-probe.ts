import { randomUUID } from 'node:crypto';
import { parseBody } from '@/lib/events/parse-event';
import { type IncomingReceipt } from '@/lib/events/receipt';
import { type Connection } from '../engine/connection';
import { addToCounter } from '../engine/figures';
import { troubleOf } from '../engine/sqlite-error';
import { closedError } from '../../shared/unavailable';
import { type Ingest } from './ingest';

/** Anyone may ask whether the store is writable; a synced write for each would be theirs to spend. */
const probeEveryMs = 1_000;

/** Refused receipts kept for the next probe: newest first, as many as a batch brings in ordinary times. */
const mostRefused = 64;
const mostRefusedBytes = 8 * 1024 * 1024;

/** Bytes that storing a receipt takes, for each byte of its body: event, profile, changes, index. */
const roomFactor = 3;

/** Hears whether events can be stored. */
interface Outcome {
  noteFailure(error: unknown): void;
  noteSuccess(): void;
}

/**
 * Tells whether an event can be stored now, by storing one. A receipt that was refused is the best witness of what does
 * not work, a damaged page above all: until each of them has gone the whole way again, the answer is no.
 */
export class WriteProbe {
  readonly #connection: Connection;
  readonly #ingest: Ingest;
  readonly #outcome: Outcome;
  readonly #count;
  readonly #takeRoom;
  readonly #leaveRoom;
  /** By event id, the oldest first. */
  readonly #refused = new Map<string, IncomingReceipt>();
  #roomNeeded = 0;
  #running: Promise<void> | null = null;
  #provenAtMs = Number.NEGATIVE_INFINITY;

  constructor(connection: Connection, ingest: Ingest, outcome: Outcome) {
    const { sql } = connection;
    this.#connection = connection;
    this.#ingest = ingest;
    this.#outcome = outcome;
    this.#count = addToCounter(sql);
    this.#takeRoom = sql.prepare("INSERT INTO figures (topic, hour_ms, type, value) VALUES ('write_probe', 1, ?, 0)");
    this.#leaveRoom = sql.prepare("DELETE FROM figures WHERE topic = 'write_probe' AND hour_ms = 1");
  }

  /** To be told of every commit of receipts. */
  noteStored(receipts: readonly IncomingReceipt[]): void {
    if (this.#refused.size > 0) {
      for (const { event } of receipts) this.#refused.delete(event.id);
      if (this.#refused.size > 0) return;
    }
    this.#prove();
  }

  /** To be told of receipts that were refused because of `error`. */
  noteRefused(receipts: readonly IncomingReceipt[], error: unknown): void {
    this.#provenAtMs = Number.NEGATIVE_INFINITY;
    const kind = troubleOf(error);
    // A lock is no matter of the receipt, nor is a file that is not at its path.
    if (kind !== 'busy' && this.#connection.file.trouble === null) {
      for (const receipt of receipts) this.#keep(receipt);
      if (kind === 'full') this.#noteRoom(receipts);
    }
    this.#outcome.noteFailure(error);
  }

  /** Questions within a second share an answer of yes; a no is asked anew. */
  check(): Promise<void> {
    if (this.#connection.isClosing) return Promise.reject(closedError());
    const isProven = this.#refused.size === 0 && performance.now() - this.#provenAtMs < probeEveryMs;
    if (this.#running === null && isProven && this.#connection.file.check() === null) return Promise.resolve();
    this.#running ??= this.#rehearse().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #rehearse(): Promise<void> {
    const refused = [...this.#refused.keys()];
    const roomNeeded = this.#roomNeeded;
    try {
      await this.#connection.write(() => {
        this.#ingest.rehearse(refused.length > 0 ? [...this.#refused.values()] : [sampleReceipt()]);
        this.#count('write_probe', 1);
        return { value: undefined };
      });
      if (roomNeeded > 0) await this.#findRoom(roomNeeded);
    } catch (error) {
      this.#outcome.noteFailure(error);
      throw error;
    }
    for (const id of refused) this.#refused.delete(id);
    if (this.#refused.size === 0) this.#prove();
  }

  /** A rehearsal is taken back before it reaches the disk, so whether the disk has room is tried apart. */
  async #findRoom(bytes: number): Promise<void> {
    await this.#connection.write(() => {
      this.#leaveRoom.run();
      this.#takeRoom.run('x'.repeat(bytes));
      return { value: undefined };
    });
    await this.#connection.write(() => {
      this.#leaveRoom.run();
      return { value: undefined };
    });
  }

  #prove(): void {
    this.#provenAtMs = performance.now();
    this.#roomNeeded = 0;
    this.#outcome.noteSuccess();
  }

  #keep(receipt: IncomingReceipt): void {
    this.#refused.delete(receipt.event.id);
    this.#refused.set(receipt.event.id, receipt);
    let bytes = 0;
    for (const kept of this.#refused.values()) bytes += kept.body.byteLength;
    for (const [id, kept] of this.#refused) {
      if (this.#refused.size <= mostRefused && bytes <= mostRefusedBytes) break;
      this.#refused.delete(id);
      bytes -= kept.body.byteLength;
    }
  }

  #noteRoom(receipts: readonly IncomingReceipt[]): void {
    for (const { body } of receipts) {
      this.#roomNeeded = Math.max(this.#roomNeeded, body.byteLength * roomFactor);
    }
  }
}

/** An event as Auth0 sends them, of a user that nobody has. */
function sampleReceipt(): IncomingReceipt {
  const id = `evt_probe_${randomUUID()}`;
  const time = new Date().toISOString();
  const data = { object: { user_id: `auth0|${id}`, email: `${id}@probe.invalid` } };
  const body = new TextEncoder().encode(JSON.stringify({ id, type: 'user.created', time, data }));
  const parsed = parseBody(body);
  if (parsed.malformed) throw new Error(parsed.reason);
  const { event, envelope } = parsed;
  const request = { remoteAddress: null, headers: {}, bytes: body.byteLength, sha256: '' };
  const credential = { kind: 'bearer', index: 0 } as const;
  return { receivedAtMs: Date.parse(time), body, event, envelope, credential, request };
}
