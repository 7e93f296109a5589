import { z } from 'zod';
import { csvLine } from '../text/csv';
import { deliveryQuery } from './delivery-search';
import { type DeliverySummary } from './delivery-record';

/** Forms of a file of failed deliveries: a table, or one JSON document a line. */
const exportFormats = ['csv', 'ndjson'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Query of `GET /api/deliveries/export`: that of the list, and the form. */
export const deliveryExportQuery = deliveryQuery.omit({ before: true }).extend({ format: z.enum(exportFormats) });

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** A delivery as a file tells it; the names are those of the columns. */
function recordOf(delivery: DeliverySummary) {
  return {
    event_id: delivery.eventId,
    stream_id: delivery.streamId,
    type: delivery.eventType,
    subject_id: delivery.subjectId,
    subject: delivery.subjectLabel,
    state: delivery.state,
    cause: delivery.cause.key,
    error: delivery.errorMessage,
    first_failed_at: iso(delivery.firstFailedAtMs),
    last_attempt_at: iso(delivery.lastAttemptAtMs),
    attempts: delivery.attemptCount,
    redeliveries_requested: delivery.askedCount,
    requested_at: iso(delivery.askedAtMs),
    requested_by: delivery.askedBy,
    recovered_at: iso(delivery.recoveredAtMs),
    receipts: delivery.receiptCount,
    listed: delivery.listed,
  };
}

type Column = keyof ReturnType<typeof recordOf>;

const columns = [
  'event_id',
  'stream_id',
  'type',
  'subject_id',
  'subject',
  'state',
  'cause',
  'error',
  'first_failed_at',
  'last_attempt_at',
  'attempts',
  'redeliveries_requested',
  'requested_at',
  'requested_by',
  'recovered_at',
  'receipts',
  'listed',
] as const satisfies readonly Column[];

/** What stands before the first row of a file. */
export function exportHead(format: ExportFormat): string {
  return format === 'csv' ? csvLine(columns) : '';
}

/** One delivery as a line of a file, its end included. */
export function exportLine(format: ExportFormat, delivery: DeliverySummary): string {
  const record = recordOf(delivery);
  return format === 'csv' ? csvLine(columns.map((name) => record[name])) : `${JSON.stringify(record)}\n`;
}
