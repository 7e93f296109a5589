import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import { type Database } from 'better-sqlite3';
import { causeFromKey } from '@/lib/deliveries/cause';
import { type CauseGroup, type DeliveryFilter, type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { type Connection } from './connection';
import { deliveriesBySeq, openStates, selectDeliveries, toSummary } from './delivery-rows';
import { type DeliveryConditions, deliveryConditions, DeliverySelections, toConditions } from './delivery-selection';
import { parseTexts } from './json-columns';
import { countCap, readPage } from './keyset';
import { deliveries, deliveryPolls } from './schema';

type DeliveryReads = Pick<
  DeliveryStore,
  | 'listDeliveries'
  | 'deliveryCauses'
  | 'getDelivery'
  | 'deliveriesOfEvent'
  | 'countFailedDeliveries'
  | 'deliveryPolls'
  | 'askedDeliveries'
>;

/** Everything read about failed deliveries. `now` is the clock in milliseconds. */
export function deliveryReads(connection: Connection, now: () => number): DeliveryReads {
  const { sql, orm } = connection;
  const selections = new DeliverySelections(sql);
  const causes = prepareCauses(sql);
  const countFailed = prepareFailedCount(sql);
  const ofEvent = (eventId: string) =>
    selectDeliveries(orm, eq(deliveries.eventId, eventId)).orderBy(desc(deliveries.seq)).all().map(toSummary);
  const due = (limit: number) =>
    selectDeliveries(orm, and(inArray(deliveries.state, ['asked', 'retrying']), lte(deliveries.nextLookAtMs, now())))
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
    deliveriesOfEvent: (eventId) => connection.read(() => ofEvent(eventId)),
    countFailedDeliveries: () => connection.read(countFailed),
    deliveryPolls: () => connection.read(() => orm.select().from(deliveryPolls).all()),
    askedDeliveries: (limit) => connection.read(() => due(limit)),
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
