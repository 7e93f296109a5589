import { type Database } from 'better-sqlite3';
import { type IncomingReceipt, type ReceiptResult } from '@/lib/events/receipt';
import { type Change } from '@/lib/events/change';
import { type Standing, type Verdict } from '@/lib/ingest/plan-batch';

/** An event that is already stored. */
export interface KnownEvent {
  seq: number;
  type: string;
  outcome: string;
  /** Empty when no receipt has named one. */
  streamId: string;
  body: Buffer;
}

const mostChanges = 64;

// One number for three answers: this is asked for every receipt, and a row of three costs more than finding them.
const selectStanding = `
  SELECT EXISTS (SELECT 1 FROM events WHERE id = ?) + 2 * EXISTS (SELECT 1 FROM test_events WHERE id = ?)
    + 4 * EXISTS (SELECT 1 FROM deliveries WHERE event_id = ?)`;

const insertEvent = `
  INSERT INTO events (id, type, time_ms, received_at_ms, stream_id, subject_id, subject_label, outcome, outcome_reason,
    row_changed, receipt_count, conflict_count, source, tenant, key_time_ms, key_rank, key_updated_ms, changes, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?, ?)`;

const insertReceipt = `
  INSERT INTO receipts (event_seq, received_at_ms, result, stream_id, envelope, credential_kind, credential_index,
    remote_address, headers, bytes, sha256, took_ms, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes events and their receipts inside an ingest transaction. Prepared once: this is the hot path. */
export class ReceiptRows {
  readonly #standing;
  readonly #find;
  readonly #insertEvent;
  readonly #insertReceipt;
  readonly #countReceipt;
  readonly #setChanges;
  readonly #setStream;
  readonly #now: () => number;

  /** `now` is the clock in milliseconds. */
  constructor(sql: Database, now: () => number) {
    this.#now = now;
    this.#standing = sql.prepare<[string, string, string], number>(selectStanding).pluck();
    this.#find = sql.prepare<[string], KnownEvent>(
      'SELECT seq, type, outcome, stream_id streamId, body FROM events WHERE id = ?',
    );
    this.#insertEvent = sql.prepare(insertEvent);
    this.#insertReceipt = sql.prepare(insertReceipt);
    this.#countReceipt = sql.prepare(
      'UPDATE events SET receipt_count = receipt_count + 1, conflict_count = conflict_count + ? WHERE seq = ?',
    );
    this.#setChanges = sql.prepare('UPDATE events SET changes = ? WHERE id = ?');
    this.#setStream = sql.prepare('UPDATE events SET stream_id = ? WHERE seq = ?');
  }

  find(eventId: string): KnownEvent | undefined {
    return this.#find.get(eventId);
  }

  standing(eventId: string): Standing {
    const flags = this.#standing.get(eventId, eventId, eventId) ?? 0;
    return { isStored: (flags & 1) !== 0, isTest: (flags & 2) !== 0, hasDelivery: (flags & 4) !== 0 };
  }

  /** Inserts a first arrival and its receipt. Returns their numbers. */
  insert(receipt: IncomingReceipt, verdict: Verdict): { eventSeq: number; receiptSeq: number } {
    const { event, receivedAtMs } = receipt;
    const { key } = verdict;
    const { lastInsertRowid } = this.#insertEvent.run(
      event.id,
      event.type,
      event.timeMs,
      receivedAtMs,
      event.streamId ?? '',
      event.subjectId,
      event.subjectLabel,
      verdict.outcome,
      verdict.reason,
      Number(verdict.rowChanged),
      event.source,
      event.tenant,
      event.timeMs ?? receivedAtMs,
      key.rank,
      key.updatedAtMs,
      changesColumn(verdict.changes),
      receipt.body,
    );
    const eventSeq = Number(lastInsertRowid);
    return { eventSeq, receiptSeq: this.#addReceipt(eventSeq, 'new', receipt) };
  }

  /** Adds a receipt to a stored event; the body is kept only where it differs from the event's. Returns its number. */
  repeat(eventSeq: number, result: Exclude<ReceiptResult, 'new'>, receipt: IncomingReceipt): number {
    this.#countReceipt.run(Number(result === 'conflict'), eventSeq);
    return this.#addReceipt(eventSeq, result, receipt);
  }

  setChanges(eventId: string, changes: readonly Change[]): void {
    this.#setChanges.run(changesColumn(changes), eventId);
  }

  /** Names the event stream of an event that came without one: the event feed names none. */
  setStream(eventSeq: number, streamId: string): void {
    this.#setStream.run(streamId, eventSeq);
  }

  #addReceipt(eventSeq: number, result: ReceiptResult, receipt: IncomingReceipt): number {
    const { event, request } = receipt;
    const { lastInsertRowid } = this.#insertReceipt.run(
      eventSeq,
      receipt.receivedAtMs,
      result,
      event.streamId ?? '',
      receipt.envelope,
      receipt.credential.kind,
      receipt.credential.index,
      request.remoteAddress,
      JSON.stringify(request.headers),
      request.bytes,
      request.sha256,
      Math.max(0, this.#now() - receipt.receivedAtMs),
      result === 'conflict' ? receipt.body : null,
    );
    return Number(lastInsertRowid);
  }
}

function changesColumn(changes: readonly Change[]): string {
  return JSON.stringify(changes.slice(0, mostChanges));
}
