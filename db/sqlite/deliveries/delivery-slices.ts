import { type Database } from 'better-sqlite3';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { firstPollOfManyMs } from '@/lib/deliveries/poll-schedule';
import { retryableStates } from '@/lib/deliveries/state';
import { type RedeliveryResult } from '@/lib/jobs/redelivery';
import { type Connection } from '../engine/connection';
import { mayBegin } from '../jobs/job-items';

type DeliverySlices = Pick<DeliveryStore, 'claimRedeliveries' | 'releaseRedeliveries'>;

interface Claim {
  streamId: string;
  /** JSON array of `SliceItem`. */
  items: string;
  atMs: number;
  by: string;
  jobId: number;
}

/**
 * Many requests for redelivery at once, each in the row that `delivery-asks.ts` would write. Whole sets in a statement: by rows
 * hundreds of them would keep the webhook waiting.
 */
export function deliverySlices(connection: Connection): DeliverySlices {
  const { sql } = connection;
  const count = prepareCount(sql);
  const noteAsked = prepareAudit(sql);
  const ask = prepareAsk(sql);
  const noteAsking = prepareAsking(sql);
  const release = prepareRelease(sql);
  return {
    claimRedeliveries: (streamId, items, { atMs, by, job }) =>
      connection.write(() => {
        const claim = { streamId, items: JSON.stringify(items), atMs, by, jobId: job.id };
        const isWhole = mayBegin(connection, job) && count.get(claim) === items.length;
        if (!isWhole) return { value: false };
        noteAsked.run(claim);
        ask.run({ ...claim, nextPollAtMs: atMs + firstPollOfManyMs });
        noteAsking.run(claim);
        // The job tells of all of them with its step.
        return { value: true };
      }),
    releaseRedeliveries: (streamId, eventIds, askedAtMs) =>
      connection.write(() => {
        const { changes } = release.run({ streamId, askedAtMs, eventIds: JSON.stringify(eventIds) });
        return { value: undefined, topics: changes > 0 ? ['deliveries'] : [] };
      }),
  };
}

const retryable = `state IN (${retryableStates.map((state) => `'${state}'`).join(', ')})`;

const isNamed = `stream_id = :streamId AND event_id IN (SELECT value ->> 'eventId' FROM json_each(:items))`;

function prepareCount(sql: Database) {
  return sql.prepare<[Claim], number>(`SELECT count(*) FROM deliveries WHERE ${isNamed} AND ${retryable}`).pluck();
}

/** Before the claims: an entry tells how the delivery stood. */
function prepareAudit(sql: Database) {
  return sql.prepare<[Claim]>(
    `INSERT INTO audit (at_ms, actor, action, target, detail)
     SELECT :atMs, :by, 'redelivery_asked', stream_id || '/' || event_id,
       json_object('eventType', event_type, 'state', state, 'attempts', attempt_count)
     FROM deliveries WHERE ${isNamed}`,
  );
}

function prepareAsk(sql: Database) {
  return sql.prepare<[Claim & { nextPollAtMs: number }]>(
    `UPDATE deliveries SET
       before_ask = json_object('state', state, 'stateSinceMs', state_since_ms, 'askedAtMs', asked_at_ms, 'askedBy', asked_by,
         'markerCountAtAsk', marker_count_at_ask, 'attemptCountAtAsk', attempt_count_at_ask,
         'receiptSeqAtAsk', receipt_seq_at_ask, 'signAtMs', sign_at_ms),
       state = 'asked', state_since_ms = :atMs, asked_at_ms = :atMs, asked_by = :by, sign_at_ms = :atMs,
       marker_count_at_ask = marker_count, attempt_count_at_ask = attempt_count,
       receipt_seq_at_ask = (SELECT coalesce(max(seq), 0) FROM receipts), next_poll_at_ms = :nextPollAtMs
     WHERE ${isNamed}`,
  );
}

function prepareAsking(sql: Database) {
  const asking = 'asking' satisfies RedeliveryResult;
  return sql.prepare<[Claim]>(
    `UPDATE job_items SET result = '${asking}', at_ms = :atMs
     WHERE job_id = :jobId AND key IN (SELECT value ->> 'itemKey' FROM json_each(:items))`,
  );
}

interface Release {
  streamId: string;
  /** JSON array of event ids. */
  eventIds: string;
  askedAtMs: number;
}

function prepareRelease(sql: Database) {
  return sql.prepare<[Release]>(
    `UPDATE deliveries SET
       state = before_ask ->> 'state', state_since_ms = before_ask ->> 'stateSinceMs',
       asked_at_ms = before_ask ->> 'askedAtMs', asked_by = before_ask ->> 'askedBy',
       sign_at_ms = before_ask ->> 'signAtMs', marker_count_at_ask = before_ask ->> 'markerCountAtAsk',
       attempt_count_at_ask = before_ask ->> 'attemptCountAtAsk', receipt_seq_at_ask = before_ask ->> 'receiptSeqAtAsk',
       before_ask = NULL, next_poll_at_ms = NULL, send_after_ms = NULL
     WHERE stream_id = :streamId AND event_id IN (SELECT value FROM json_each(:eventIds))
       AND state = 'asked' AND asked_at_ms = :askedAtMs AND before_ask IS NOT NULL`,
  );
}
