import { eq, inArray, type SQL } from 'drizzle-orm';
import { type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { causeFromKey } from '@/lib/deliveries/cause';
import { type DeliveryState, deliveryStates } from '@/lib/deliveries/delivery';
import { type DeliverySummary } from '@/lib/deliveries/delivery-store';
import { deliveries, events } from './schema';

export type DeliveryRow = typeof deliveries.$inferSelect;

/** States that still need somebody: all but `recovered` and `gone`. */
export const openStates: readonly DeliveryState[] = deliveryStates.filter(
  (state) => state !== 'recovered' && state !== 'gone',
);

/** Deliveries with the number of receipts of their event, as a query to add an order and a limit to. */
export function selectDeliveries(orm: BetterSQLite3Database, where: SQL | undefined) {
  return orm
    .select({ row: deliveries, receiptCount: events.receiptCount })
    .from(deliveries)
    .leftJoin(events, eq(events.id, deliveries.eventId))
    .where(where);
}

/** The deliveries of these numbers, in their order. */
export function deliveriesBySeq(orm: BetterSQLite3Database, seqs: number[]): DeliverySummary[] {
  const found = selectDeliveries(orm, inArray(deliveries.seq, seqs)).all().map(toSummary);
  return found.sort((a, b) => seqs.indexOf(a.seq) - seqs.indexOf(b.seq));
}

export function toSummary({ row, receiptCount }: { row: DeliveryRow; receiptCount: number | null }): DeliverySummary {
  const isAskUnmarked = row.askedAtMs !== null && row.markerCount <= row.markerCountAtAsk;
  return {
    seq: row.seq,
    streamId: row.streamId,
    eventId: row.eventId,
    eventType: row.eventType,
    subjectId: row.subjectId,
    subjectLabel: row.subjectLabel,
    eventTimeMs: row.eventTimeMs,
    firstFailedAtMs: row.firstFailedAtMs,
    lastAttemptAtMs: row.lastAttemptAtMs,
    attemptCount: row.attemptCount,
    askedCount: row.markerCount + Number(isAskUnmarked),
    attempts: row.attempts,
    cause: causeFromKey(row.causeKey),
    errorMessage: row.errorMessage,
    state: row.state,
    askedAtMs: row.askedAtMs,
    askedBy: row.askedBy,
    failedAgainCount: row.failedAgainCount,
    recoveredAtMs: row.state === 'recovered' ? row.recoveredAtMs : null,
    receiptCount: receiptCount ?? 0,
    listed: row.listed,
  };
}
