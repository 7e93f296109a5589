import { inArray } from 'drizzle-orm';
import { type Database } from 'better-sqlite3';
import { openStates } from '@/lib/deliveries/state';
import { type Combination, combinationOf, sightings } from '@/lib/ledger/combination';
import { type LedgerSlot } from '@/lib/ledger/gaps';
import { type LedgerItem } from '@/lib/ledger/ledger';
import { type LedgerQuery, type LedgerStore } from '@/lib/ledger/ledger-store';
import { minuteMs } from '@/lib/spans';
import { type ReadConnection } from '../engine/read-connection';
import { feedEvents } from '../schema-ledger';

type LedgerReads = Pick<LedgerStore, 'tallyLedger' | 'listLedger' | 'feedCopies'>;

const states = openStates.map((state) => `'${state}'`).join(', ');

const isHere = (eventId: string) => `EXISTS (SELECT 1 FROM events e WHERE e.id = ${eventId})`;

const ignoredBy = (combination: string, timeMs: string) => `(SELECT i.seq FROM ledger_ignores i
  WHERE i.stream_id = :streamId AND i.combination = ${combination} AND i.from_ms <= ${timeMs} AND i.to_ms >= ${timeMs}
  ORDER BY i.from_ms DESC LIMIT 1)`;

const userTypes = `('user.created', 'user.updated', 'user.deleted')`;

/** Emitted, not here, and not listed as failed at the event stream. */
const neverDelivered = `
  FROM feed_events f
  WHERE f.is_emitted = 1 AND f.is_received = 0 AND f.time_ms >= :fromMs AND f.time_ms < :toMs
    AND f.type IN (SELECT value FROM json_each(:types)) AND NOT ${isHere('f.event_id')}
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.stream_id = :streamId AND d.event_id = f.event_id
      AND d.state IN (${states}))`;

/** Arrived by the event stream, not told by the feed, and not listed as failed. */
const untold = `
  FROM feed_events f
  WHERE f.is_emitted = 0 AND f.stream_id = :streamId AND f.time_ms >= :fromMs AND f.time_ms < :toMs
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.stream_id = :streamId AND d.event_id = f.event_id
      AND d.state IN (${states}))`;

/** Listed as failed at the event stream; whether it was told, and whether it is here, are columns. */
const failedRows = `
  SELECT d.seq, d.event_id eventId, d.event_type type, d.event_time_ms timeMs, d.subject_id subjectId,
    d.subject_label subjectLabel, d.cause_key causeKey,
    EXISTS (SELECT 1 FROM feed_events f WHERE f.event_id = d.event_id AND f.is_emitted = 1) isEmitted,
    ${isHere('d.event_id')} isReceived
  FROM deliveries d
  WHERE d.stream_id = :streamId AND d.listed IN (0, 1) AND d.state IN (${states})
    AND d.event_time_ms >= :fromMs AND d.event_time_ms < :toMs`;

interface SlotRow {
  fromMs: number;
  toMs: number;
  count: number;
  users: number;
  ignoreSeq: number | null;
}

const slotColumns = `min(timeMs) fromMs, max(timeMs) toMs, count(*) count, sum(type IN ${userTypes}) users, ignoreSeq`;
const bySlot = `GROUP BY timeMs / ${String(minuteMs)}, ignoreSeq`;

interface Window {
  fromMs: number;
  toMs: number;
}

type StreamWindow = Window & { streamId: string };

/** Everything read of the ledger. Each method runs on one snapshot. */
export function ledgerReads(connection: ReadConnection): LedgerReads {
  const { orm, sql } = connection;
  const emitted = prepareEmitted(sql);
  const slots = prepareSlots(sql);
  const list = prepareList(sql);
  const copies = (eventIds: readonly string[]) =>
    orm
      .select({ eventId: feedEvents.eventId, body: feedEvents.body })
      .from(feedEvents)
      .where(inArray(feedEvents.eventId, [...eventIds]))
      .all();
  return {
    tallyLedger: (query) => connection.read(() => ({ emitted: emitted(query), slots: slots(query) })),
    listLedger: (query, page) => connection.read(() => list(query, page)),
    feedCopies: (eventIds) =>
      connection.read(() =>
        Object.fromEntries(copies(eventIds).flatMap(({ eventId, body }) => (body === null ? [] : [[eventId, body]]))),
      ),
  };
}

/** Each type and span is one walk of an index that holds all that is asked. The driver binds large numbers as reals. */
function prepareEmitted(sql: Database) {
  const statement = sql.prepare<[StreamWindow & { type: string; startMs: number; bucketMs: number }], [number, number]>(
    `SELECT CAST((time_ms - :startMs) / :bucketMs AS INTEGER) bucket, count(*) FROM feed_events
     WHERE is_emitted = 1 AND type = :type AND time_ms >= :fromMs AND time_ms < :toMs GROUP BY 1`,
  );
  return ({
    streamId,
    spans,
    fromMs,
    toMs,
    startMs,
    bucketMs,
  }: Parameters<LedgerStore['tallyLedger']>[0]): number[] => {
    const buckets = Array.from({ length: Math.max(0, Math.ceil((toMs - startMs) / bucketMs)) }, () => 0);
    for (const span of spans) {
      for (const type of span.types) {
        const bounds = {
          streamId,
          type,
          startMs,
          bucketMs,
          fromMs: Math.max(span.fromMs, fromMs),
          toMs: Math.min(span.toMs, toMs),
        };
        for (const [bucket, count] of statement.raw().all(bounds)) buckets[bucket] = (buckets[bucket] ?? 0) + count;
      }
    }
    return buckets;
  };
}

function prepareSlots(sql: Database) {
  const missing = sql.prepare<[StreamWindow & { types: string }], SlotRow>(
    `SELECT ${slotColumns} FROM (SELECT f.time_ms timeMs, f.type type,
       ${ignoredBy(`'never_delivered'`, 'f.time_ms')} ignoreSeq ${neverDelivered}) ${bySlot}`,
  );
  const unlisted = sql.prepare<[StreamWindow], SlotRow>(
    `SELECT ${slotColumns} FROM (SELECT f.time_ms timeMs, f.type type,
       ${ignoredBy(`'not_in_feed'`, 'f.time_ms')} ignoreSeq ${untold}) ${bySlot}`,
  );
  const failed = sql.prepare<
    [StreamWindow],
    SlotRow & { causeKey: string; isEmitted: number; isReceived: number; combination: Combination }
  >(
    `SELECT ${slotColumns}, causeKey, combination FROM (SELECT timeMs, type, causeKey, combination,
       ${ignoredBy('combination', 'timeMs')} ignoreSeq FROM (SELECT *, ${combinationColumn} combination FROM (${failedRows})))
     ${bySlot}, combination, causeKey`,
  );
  return ({ streamId, spans, fromMs, toMs }: LedgerQuery): LedgerSlot[] => {
    const bounds = { streamId, fromMs, toMs };
    const never = spans.flatMap((span) =>
      missing.all({
        streamId,
        fromMs: Math.max(span.fromMs, fromMs),
        toMs: Math.min(span.toMs, toMs),
        types: JSON.stringify(span.types),
      }),
    );
    return [
      ...never.map((row) => ({ ...row, combination: 'never_delivered' as const, causeKey: null })),
      ...unlisted.all(bounds).map((row) => ({ ...row, combination: 'not_in_feed' as const, causeKey: null })),
      ...failed.all(bounds),
    ];
  };
}

/** The domain's name for what two flags of a failed delivery say. */
const combinationColumn = `CASE ${[true, false]
  .flatMap((isEmitted) => [true, false].map((isReceived) => ({ isEmitted, isReceived })))
  .map(({ isEmitted, isReceived }) => {
    const name = combinationOf({ isEmitted, isReceived, isFailed: true }) ?? '';
    return `WHEN isEmitted = ${Number(isEmitted)} AND isReceived = ${Number(isReceived)} THEN '${name}'`;
  })
  .join(' ')} END`;

type ItemRow = Omit<LedgerItem, 'combination' | 'isIgnored'> & { ignoreSeq: number | null };
type ItemBounds = StreamWindow & { after: number; limit: number };

function prepareList(sql: Database) {
  const columns = `f.seq, f.event_id eventId, f.type, f.time_ms timeMs`;
  const after = `AND (f.time_ms, f.seq) > (coalesce((SELECT time_ms FROM feed_events WHERE seq = :after), -1), :after)
    ORDER BY f.time_ms, f.seq LIMIT :limit`;
  const missing = sql.prepare<[ItemBounds & { types: string }], ItemRow>(
    `SELECT ${columns}, f.subject_id subjectId, f.subject_label subjectLabel,
       ${ignoredBy(`'never_delivered'`, 'f.time_ms')} ignoreSeq ${neverDelivered} ${after}`,
  );
  const unlisted = sql.prepare<[ItemBounds], ItemRow>(
    `SELECT ${columns}, e.subject_id subjectId, e.subject_label subjectLabel,
       ${ignoredBy(`'not_in_feed'`, 'f.time_ms')} ignoreSeq
     ${untold.replace('FROM feed_events f', 'FROM feed_events f LEFT JOIN events e ON e.id = f.event_id')} ${after}`,
  );
  const failed = sql.prepare<
    [ItemBounds & { isEmitted: number; isReceived: number; combination: Combination }],
    ItemRow
  >(
    `SELECT seq, eventId, type, timeMs, subjectId, subjectLabel, ${ignoredBy(':combination', 'timeMs')} ignoreSeq
     FROM (${failedRows} AND d.seq > :after) WHERE isEmitted = :isEmitted AND isReceived = :isReceived
     ORDER BY seq LIMIT :limit`,
  );
  type Query = Parameters<LedgerStore['listLedger']>[0];
  const rowsOf = ({ streamId, spans, combination, fromMs, toMs }: Query, page: { after: number; limit: number }) => {
    const bounds = { streamId, fromMs, toMs, ...page };
    if (combination === 'not_in_feed') return unlisted.all(bounds);
    if (combination !== 'never_delivered') {
      const { isEmitted, isReceived } = sightings[combination];
      return failed.all({ ...bounds, isEmitted: Number(isEmitted), isReceived: Number(isReceived), combination });
    }
    return spans
      .flatMap((span) =>
        missing.all({
          ...bounds,
          fromMs: Math.max(span.fromMs, fromMs),
          toMs: Math.min(span.toMs, toMs),
          types: JSON.stringify(span.types),
        }),
      )
      .slice(0, page.limit);
  };
  return (query: Query, page: { after: number; limit: number }): LedgerItem[] =>
    rowsOf(query, page).map(({ ignoreSeq, ...row }) => ({
      ...row,
      combination: query.combination,
      isIgnored: ignoreSeq !== null,
    }));
}
