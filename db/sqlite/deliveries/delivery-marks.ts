import { type Database } from 'better-sqlite3';
import { type DeliveryMark, type DeliveryTally, type OpenDelivery } from '@/lib/deliveries/delivery-record';
import { type DeliveryStore, type StatedFilter } from '@/lib/deliveries/delivery-store';
import { openStates } from '@/lib/deliveries/state';
import { type ReadConnection } from '../engine/read-connection';
import { deliveriesBySeq } from './delivery-rows';
import { type DeliveryConditions, deliveryConditions, toConditions } from './delivery-selection';

type DeliveryMarks = Pick<
  DeliveryStore,
  'markDeliveries' | 'markNamedDeliveries' | 'namedDeliveries' | 'tallyDeliveries' | 'openDeliveries'
>;

const markColumns = `seq, stream_id streamId, event_id eventId, event_type eventType, event_time_ms eventTimeMs, cause_key causeKey, state,
  asked_at_ms askedAtMs, send_after_ms sendAfterMs, marker_count_at_ask markersAtAsk, error_message errorMessage`;

type Stated = DeliveryConditions & { state: string };
type Ranged = Stated & { above: number; upTo: number; limit: number };

/** Narrow rows of many deliveries at once, for work on all that match. */
export function deliveryMarks(connection: ReadConnection): DeliveryMarks {
  const { sql, orm } = connection;
  const ofState = prepareOfState(sql);
  const tallies = prepareTallies(sql);
  const newest = sql.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM deliveries').pluck();
  const named = prepareNamed(sql);
  const open = prepareOpen(sql);
  const undatedTypes = prepareUndatedTypes(sql);
  return {
    // Each state is a walk of one index in order of `seq`.
    markDeliveries: (filter, range) =>
      connection.read(() =>
        filter.states
          .flatMap((state) => ofState.all({ ...toConditions(filter), state, ...range }))
          .sort((a, b) => a.seq - b.seq)
          .slice(0, range.limit),
      ),
    markNamedDeliveries: (names) => connection.read(() => named.all(JSON.stringify(names))),
    namedDeliveries: (names) =>
      connection.read(() =>
        deliveriesBySeq(
          orm,
          named.all(JSON.stringify(names)).map(({ seq }) => seq),
        ),
      ),
    tallyDeliveries: (filter: StatedFilter) =>
      connection.read(() => ({
        tallies: filter.states.flatMap((state) => tallies.all({ ...toConditions(filter), state })),
        upTo: newest.get() ?? 0,
      })),
    openDeliveries: (streamId, { fromMs, toMs = Number.MAX_SAFE_INTEGER, limit }) =>
      connection.read(() => ({
        deliveries: open.all({ streamId, fromMs, toMs, limit }),
        undatedTypes: undatedTypes.all(streamId),
      })),
  };
}

function prepareOfState(sql: Database) {
  return sql.prepare<[Ranged], DeliveryMark>(
    `SELECT ${markColumns} FROM deliveries INDEXED BY deliveries_state
     WHERE state = :state AND seq > :above AND seq <= :upTo AND ${deliveryConditions} ORDER BY seq LIMIT :limit`,
  );
}

function prepareTallies(sql: Database) {
  return sql.prepare<[Stated], DeliveryTally>(
    `SELECT stream_id streamId, event_type eventType, event_time_ms eventTimeMs, cause_key causeKey, state, count(*) count
     FROM deliveries INDEXED BY deliveries_state WHERE state = :state AND ${deliveryConditions}
     GROUP BY stream_id, event_type, cause_key`,
  );
}

/** In the words of the index. */
const isOpen = `state IN (${openStates.map((state) => `'${state}'`).join(', ')})`;

function prepareOpen(sql: Database) {
  return sql.prepare<[{ streamId: string; fromMs: number; toMs: number; limit: number }], OpenDelivery>(
    `SELECT event_id eventId, event_type eventType, event_time_ms eventTimeMs, state, asked_at_ms askedAtMs,
       marker_count markerCount FROM deliveries INDEXED BY deliveries_open
     WHERE stream_id = :streamId AND event_time_ms >= :fromMs AND event_time_ms < :toMs AND ${isOpen}
     ORDER BY event_time_ms LIMIT :limit`,
  );
}

function prepareUndatedTypes(sql: Database) {
  return sql
    .prepare<[string], string>(
      `SELECT DISTINCT event_type FROM deliveries INDEXED BY deliveries_open
       WHERE stream_id = ? AND event_time_ms IS NULL AND ${isOpen}`,
    )
    .pluck();
}

function prepareNamed(sql: Database) {
  return sql.prepare<[string], DeliveryMark>(
    `SELECT ${markColumns} FROM json_each(?) name CROSS JOIN deliveries INDEXED BY deliveries_stream_event
       ON stream_id = name.value ->> 'streamId' AND event_id = name.value ->> 'eventId'`,
  );
}
