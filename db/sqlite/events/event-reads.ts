import { type Database } from 'better-sqlite3';
import { type Arrival, type ArrivalPlace, type ArrivalQuery, type EventStore } from '@/lib/events/event-store';
import { type EventDetail, type EventFilter, type EventPage, type EventSummary } from '@/lib/events/event-record';
import { type PageRequest } from '@/lib/page';
import { type ReadConnection } from '../engine/read-connection';
import { prepareHistogram } from './event-histogram';
import {
  receiptColumns,
  type ReceiptRow,
  summaryColumns,
  type SummaryRow,
  toReceipt,
  toSummary,
} from '../../shared/event-rows';
import { readStream } from '../engine/figures';
import { EventSelections } from './event-selection';
import { latestArrival } from './event-window';
import { countCap, endOfSeq, readPage } from '../engine/keyset';

type EventReads = Pick<
  EventStore,
  | 'listEvents'
  | 'getEvent'
  | 'eventNeighbours'
  | 'eventTypeCounts'
  | 'eventHistogram'
  | 'lastReceivedAtMs'
  | 'listArrivals'
>;

const mostReceipts = 100;

interface DetailRow extends SummaryRow {
  source: string | null;
  tenant: string | null;
  body: Buffer;
}

/** Everything read about events. Each method runs on one snapshot. `now` is the clock in milliseconds. */
export function eventReads(connection: ReadConnection, now: () => number): EventReads {
  const { sql } = connection;
  const selections = new EventSelections(sql, now);
  const readSummary = summaryBySeq(sql);
  const readDetail = detailById(sql);
  const idOf = sql.prepare<[number], string>('SELECT id FROM events WHERE seq = ?').pluck();
  const histogram = prepareHistogram(sql, selections);
  const lastReceived = lastReceivedOf(sql, now);
  const arrivals = arrivalsOf(sql);
  const neighbours = (seq: number, filter: EventFilter) => {
    const selection = selections.select(filter);
    const [newer] = selection.oldest({ above: seq, below: endOfSeq }, 1);
    const [older] = selection.newest({ above: -1, below: seq }, 1);
    return {
      newer: newer === undefined ? null : (idOf.get(newer) ?? null),
      older: older === undefined ? null : (idOf.get(older) ?? null),
    };
  };
  return {
    listEvents: (filter, page) => connection.read(() => listEvents(selections, readSummary, filter, page)),
    getEvent: (id) => connection.read(() => readDetail(id)),
    eventNeighbours: (seq, filter) => connection.read(() => neighbours(seq, filter)),
    eventTypeCounts: () => connection.read(() => typeCounts(selections)),
    eventHistogram: (range) => connection.read(() => histogram(range)),
    listArrivals: (query) => connection.read(() => arrivals(query)),
    lastReceivedAtMs: (streamId) => connection.read(() => lastReceived(streamId)),
  };
}

function listEvents(
  selections: EventSelections,
  readSummary: (seq: number) => EventSummary,
  filter: EventFilter,
  page: PageRequest,
): EventPage {
  const selection = selections.select(filter);
  return {
    ...readPage(selection, page, (seqs) => seqs.map(readSummary)),
    matching: selection.count(countCap),
    total: { value: selections.kinds().reduce((sum, kind) => sum + kind.count, 0), capped: false },
  };
}

/** A walk of the index of arrivals, whose entries of one instant are in order of `seq`. */
function arrivalsOf(sql: Database): (query: ArrivalQuery) => Arrival[] {
  const statement = sql.prepare<[Omit<ArrivalQuery, 'after'> & ArrivalPlace], Arrival>(
    `SELECT seq, id, type, time_ms timeMs, received_at_ms receivedAtMs FROM events INDEXED BY events_received
     WHERE received_at_ms >= :receivedAtMs AND received_at_ms < :untilMs
       AND (received_at_ms > :receivedAtMs OR seq > :seq)
       AND stream_id = :streamId AND time_ms >= :timeFromMs AND time_ms < :timeToMs
     ORDER BY received_at_ms, seq LIMIT :limit`,
  );
  return ({ after, ...query }) => statement.all({ ...query, ...after });
}

function summaryBySeq(sql: Database): (seq: number) => EventSummary {
  const statement = sql.prepare<[number], SummaryRow>(`SELECT ${summaryColumns} FROM events WHERE seq = ?`);
  return (seq) => {
    const row = statement.get(seq);
    if (row === undefined) throw new Error(`Event ${seq} is in an index but not in its table`);
    return toSummary(row);
  };
}

function detailById(sql: Database): (id: string) => EventDetail | null {
  const event = sql.prepare<[string], DetailRow>(
    `SELECT ${summaryColumns}, source, tenant, body FROM events WHERE id = ?`,
  );
  const receipts = sql.prepare<[number, number], ReceiptRow>(
    `SELECT ${receiptColumns} FROM receipts WHERE event_seq = ? ORDER BY seq DESC LIMIT ?`,
  );
  return (id) => {
    const row = event.get(id);
    if (row === undefined) return null;
    return {
      ...toSummary(row),
      source: row.source,
      tenant: row.tenant,
      body: row.body.toString(),
      receipts: receipts.all(row.seq, mostReceipts).map(toReceipt),
    };
  };
}

function typeCounts(selections: EventSelections): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { type, count } of selections.kinds()) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
}

/** The newest arrival that is not in the future: while a clock is ahead it says nothing about when an event came. */
function lastReceivedOf(sql: Database, now: () => number): (streamId?: string) => number | null {
  const until = 'FROM events WHERE received_at_ms <= :latestMs';
  const newest = 'ORDER BY received_at_ms DESC LIMIT 1';
  const ofAll = sql.prepare<[{ latestMs: number }], number>(`SELECT received_at_ms ${until} ${newest}`).pluck();
  const ofStream = sql
    .prepare<[{ latestMs: number; streamId: string }], number>(
      `SELECT received_at_ms ${until} AND stream_id = :streamId ${newest}`,
    )
    .pluck();
  const noted = readStream(sql);
  return (streamId) => {
    const latestMs = latestArrival(now());
    if (streamId === undefined) return ofAll.get({ latestMs }) ?? null;
    const notedMs = noted(streamId);
    return notedMs === null || notedMs <= latestMs ? notedMs : (ofStream.get({ latestMs, streamId }) ?? null);
  };
}
