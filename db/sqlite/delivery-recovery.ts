import { type Database } from 'better-sqlite3';
import { type IncomingReceipt } from '@/lib/events/event-store';

/** Marks deliveries as recovered inside the transaction of the receipt that proves it. */
export class DeliveryRecovery {
  readonly #recover;

  constructor(sql: Database) {
    // A copy that another event stream brought proves nothing about this one; a copy that names no stream is believed.
    this.#recover = sql.prepare<{ eventId: string; streamId: string; atMs: number }>(
      `UPDATE deliveries SET state = 'recovered', state_since_ms = :atMs, recovered_at_ms = :atMs, next_look_at_ms = NULL
       WHERE event_id = :eventId AND (stream_id = :streamId OR :streamId = '')
         AND state IN ('asked', 'retrying', 'failed_again', 'no_answer', 'gone') AND asked_at_ms <= :atMs`,
    );
  }

  /** To be called for a receipt of an event that has a delivery. */
  note({ event, receivedAtMs }: IncomingReceipt): void {
    this.#recover.run({ eventId: event.id, streamId: event.streamId ?? '', atMs: receivedAtMs });
  }
}
