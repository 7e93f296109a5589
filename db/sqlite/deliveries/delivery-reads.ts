import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import { type Database } from 'better-sqlite3';
import { causeFromKey } from '@/lib/deliveries/cause';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { type CauseGroup, type DeliveryFilter } from '@/lib/deliveries/delivery-record';
import { type ReadConnection } from '../engine/read-connection';
import { deliveriesBySeq, readPayload, selectDeliveries, toSummary } from './delivery-rows';
import { openStates } from '@/lib/deliveries/state';
import { type DeliveryConditions, deliveryConditions, DeliverySelections, toConditions } from './delivery-selection';
import { parseTexts } from '../../shared/json-columns';
import { countCap, readPage } from '../engine/keyset';
import { deliveries, deliveryPolls } from '../schema';

type DeliveryReads = Pick<
  DeliveryStore,
  | 'listDeliveries'
  | 'deliveryCauses'
  | 'getDelivery'
  | 'deliveriesOfEvent'
  | 'deliveryPayload'
  | 'countFailedDeliveries'
  | 'failureHistogram'
  | 'deliveryPolls'
  | 'deliveriesToPoll'
>;

/** Everything read about failed deliveries. `now` is the clock in milliseconds. */
export function deliveryReads(connection: ReadConnection, now: () => number): DeliveryReads {
  const { sql, orm } = connection;
  const selections = new DeliverySelections(sql);
  const causes = prepareCauses(sql);
  const countFailed = prepareFailedCount(sql);
  const histogram = prepareHistogram(sql);
  const ofEvent = (eventId: string) =>
    selectDeliveries(orm, eq(deliveries.eventId, eventId)).orderBy(desc(deliveries.seq)).all().map(toSummary);
  const due = (limit: number) =>
    selectDeliveries(orm, and(inArray(deliveries.state, ['asked', 'retrying']), lte(deliveries.nextPollAtMs, now())))
      .orderBy(asc(deliveries.askedAtMs))
      .limit(limit)
      .all()
      .map(toSummary);
  return {
    listDeliveries: (filter, page) =>
      connection.read(() => {
        const selection = selections.select(filter, now());
        const result = readPage(selection, page, (seqs) => deliveriesBySeq(orm, seqs));
        return { ...result, matching: selection.count(countCap) };
      }),
    deliveryCauses: (filter) => connection.read(() => causes(filter)),
    getDelivery: (streamId, eventId) =>
      connection.read(() => ofEvent(eventId).find((delivery) => delivery.streamId === streamId) ?? null),
    deliveryPayload: (streamId, eventId) => connection.read(() => readPayload(orm, streamId, eventId)),
    deliveriesOfEvent: (eventId) => connection.read(() => ofEvent(eventId)),
    countFailedDeliveries: () => connection.read(countFailed),
    failureHistogram: (range) => connection.read(() => histogram(range)),
    deliveryPolls: () => connection.read(() => orm.select().from(deliveryPolls).all()),
    deliveriesToPoll: (limit) => connection.read(() => due(limit)),
  };
}

interface CauseRow {
  causeKey: string;
  count: number;
  streamIds: string;
  firstFailedAtMs: number | null;
  lastAttemptAtMs: number | null;
}

function prepareCauses(sql: Database): (filter: DeliveryFilter) => CauseGroup[] {
  const statement = sql.prepare<[DeliveryConditions & { states: string }], CauseRow>(
    `SELECT cause_key causeKey, count(*) count, json_group_array(DISTINCT stream_id) streamIds,
       min(first_failed_at_ms) firstFailedAtMs, max(last_attempt_at_ms) lastAttemptAtMs
     FROM deliveries INDEXED BY deliveries_state
     WHERE state IN (SELECT value FROM json_each(:states)) AND ${deliveryConditions}
     GROUP BY cause_key ORDER BY count(*) DESC, cause_key`,
  );
  return (filter) => {
    const states = openStates.filter((state) => filter.states?.includes(state) ?? true);
    return statement
      .all({ ...toConditions(filter), states: JSON.stringify(states) })
      .map(({ causeKey, streamIds, ...group }) => ({
        ...group,
        cause: causeFromKey(causeKey),
        streamIds: parseTexts(streamIds),
      }));
  };
}

function prepareFailedCount(sql: Database) {
  const statement = sql.prepare<[string], { streamId: string; count: number; oldestMs: number | null }>(
    `SELECT stream_id streamId, count(*) count, min(first_failed_at_ms) oldestMs
     FROM deliveries INDEXED BY deliveries_state WHERE state IN (SELECT value FROM json_each(?)) GROUP BY stream_id`,
  );
  return () => {
    const rows = statement.all(JSON.stringify(openStates));
    const times = rows.map((row) => row.oldestMs).filter((ms) => ms !== null);
    return {
      total: rows.reduce((sum, row) => sum + row.count, 0),
      byStream: Object.fromEntries(rows.map((row) => [row.streamId, row.count])),
      oldestMs: times.length === 0 ? null : Math.min(...times),
    };
  };
}

interface HistogramRange {
  fromMs: number;
  toMs: number;
  bucketMs: number;
}

function prepareHistogram(sql: Database): (range: HistogramRange) => number[] {
  // The driver binds numbers as floating point: without the cast every instant would be a bucket.
  const statement = sql.prepare<[HistogramRange & { states: string }], { bucket: number; count: number }>(
    `SELECT CAST((first_failed_at_ms - :fromMs) / :bucketMs AS INTEGER) bucket, count(*) count
     FROM deliveries INDEXED BY deliveries_state
     WHERE state IN (SELECT value FROM json_each(:states)) AND first_failed_at_ms >= :fromMs AND first_failed_at_ms < :toMs
     GROUP BY 1`,
  );
  return (range) => {
    const counts = new Array<number>(Math.ceil((range.toMs - range.fromMs) / range.bucketMs)).fill(0);
    const rows = statement.all({ ...range, states: JSON.stringify(openStates) });
    for (const { bucket, count } of rows) counts[bucket] = count;
    return counts;
  };
}
