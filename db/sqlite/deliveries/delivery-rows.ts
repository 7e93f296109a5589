import { and, eq, getTableColumns, inArray, like, sql, type SQL } from 'drizzle-orm';
import { type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { causeFromKey } from '@/lib/deliveries/cause';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveries, events, users } from '../schema';

// Copies of events are read one by one.
const { payload, ...listColumns } = getTableColumns(deliveries);

type DeliveryRow = Omit<typeof deliveries.$inferSelect, 'payload'>;

/** Receipts that the delivery's own event stream brought, or that name none. What we read from the feed ourselves is none. */
const ownReceiptCount = sql<number>`(SELECT count(*) FROM receipts WHERE receipts.event_seq = ${events.seq}
  AND receipts.envelope <> 'feed' AND (receipts.stream_id = ${deliveries.streamId} OR receipts.stream_id = ''))`;

/** Deliveries with the number of receipts of their event and what the mirror calls its user, as a query to add an order and a limit to. */
export function selectDeliveries(orm: BetterSQLite3Database, where: SQL | undefined) {
  return orm
    .select({ row: listColumns, ownReceiptCount, receiptCount: events.receiptCount, userLabel: users.label })
    .from(deliveries)
    .leftJoin(events, eq(events.id, deliveries.eventId))
    .leftJoin(users, and(eq(users.userId, deliveries.subjectId), like(deliveries.eventType, 'user.%')))
    .where(where);
}

/** Auth0's copy of an event as JSON text; null when none is kept. */
export function readPayload(orm: BetterSQLite3Database, streamId: string, eventId: string): string | null {
  const isThis = and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
  return orm.select({ payload }).from(deliveries).where(isThis).get()?.payload ?? null;
}

/** The deliveries of these numbers, in their order. */
export function deliveriesBySeq(orm: BetterSQLite3Database, seqs: number[]): DeliverySummary[] {
  if (seqs.length === 0) return [];
  const found = selectDeliveries(orm, inArray(deliveries.seq, seqs)).all().map(toSummary);
  return found.sort((a, b) => seqs.indexOf(a.seq) - seqs.indexOf(b.seq));
}

interface JoinedRow {
  row: DeliveryRow;
  ownReceiptCount: number;
  receiptCount: number | null;
  userLabel: string | null;
}

export function toSummary({ row, ownReceiptCount: own, receiptCount, userLabel }: JoinedRow): DeliverySummary {
  const isAskUnmarked = row.askedAtMs !== null && row.markerCount <= row.markerCountAtAsk;
  return {
    seq: row.seq,
    streamId: row.streamId,
    eventId: row.eventId,
    eventType: row.eventType,
    subjectId: row.subjectId,
    subjectLabel: userLabel ?? row.subjectLabel,
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
    sendAfterMs: row.sendAfterMs,
    failedAgainCount: row.failedAgainCount,
    recoveredAtMs: row.state === 'recovered' ? row.recoveredAtMs : null,
    receiptCount: own,
    otherReceiptCount: (receiptCount ?? 0) - own,
    listed: row.listed,
    payloadLength: row.payloadLength,
  };
}
