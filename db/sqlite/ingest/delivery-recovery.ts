import { type Database } from 'better-sqlite3';
import { type IncomingReceipt } from '@/lib/events/receipt';

/** Marks deliveries as recovered inside the transaction of the receipt that proves it. */
export class DeliveryRecovery {
  readonly #recover;

  constructor(sql: Database) {
    // A copy that another event stream brought proves nothing about this one; a copy that names no stream is believed.
    this.#recover = sql.prepare<{ eventId: string; streamId: string; atMs: number; receiptSeq: number }>(
      `UPDATE deliveries SET state = 'recovered', state_since_ms = :atMs, recovered_at_ms = :atMs, next_poll_at_ms = NULL,
         send_after_ms = NULL
       WHERE event_id = :eventId AND (stream_id = :streamId OR :streamId = '')
         AND state IN ('asked', 'retrying', 'failed_again', 'no_answer', 'gone') AND receipt_seq_at_ask < :receiptSeq`,
    );
  }

  /**
   * Call this for receipts whose event has a delivery. Which came first, the request or the receipt, is told by their
   * numbers: the clock may have stepped back in between.
   */
  note({ event, receivedAtMs }: IncomingReceipt, receiptSeq: number): void {
    this.#recover.run({ eventId: event.id, streamId: event.streamId ?? '', atMs: receivedAtMs, receiptSeq });
  }
}
