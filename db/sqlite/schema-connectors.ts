import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  type CallAct,
  type CallResult,
  type ConnectorKind,
  type ConnectorState,
  type HoldReason,
  type LanePriority,
  type LaneReason,
  type LaneState,
  type QuietReason,
} from '@/lib/connectors/connector';
import { type ConnectorConfig } from '@/lib/connectors/connector-config';
import {
  type AcceptedValues,
  type LaneDecision,
  type LaneRole,
  type LinkOrigin,
  type RecordState,
  type RecordValues,
  type ReviewFacts,
} from '@/lib/connectors/records/record';

/** Downstream systems. Numbers are never given twice, so that lanes of a deleted one are nobody else's. */
export const connectors = sqliteTable(
  'connectors',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<ConnectorKind>().notNull(),
    name: text('name').notNull(),
    state: text('state').$type<ConnectorState>().notNull(),
    stateSinceMs: integer('state_since_ms').notNull(),
    holdReason: text('hold_reason').$type<HoldReason>(),
    stateBy: text('state_by'),
    quietUntilMs: integer('quiet_until_ms'),
    quietReason: text('quiet_reason').$type<QuietReason>(),
    cursorSeq: integer('cursor_seq').notNull(),
    configVersion: integer('config_version').notNull(),
    config: text('config', { mode: 'json' }).$type<ConnectorConfig>().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    createdBy: text('created_by').notNull(),
    deletionsConfirmedSeq: integer('deletions_confirmed_seq'),
    /** Its lanes and calls go step by step, and the row with the last of them. */
    deletedAtMs: integer('deleted_at_ms'),
  },
  (table) => [
    uniqueIndex('connectors_name')
      .on(sql`lower(${table.name})`)
      .where(sql`deleted_at_ms IS NULL`),
  ],
);

export const connectorSecrets = sqliteTable(
  'connector_secrets',
  {
    connectorId: integer('connector_id').notNull(),
    name: text('name').notNull(),
    sealed: text('sealed').notNull(),
    setAtMs: integer('set_at_ms').notNull(),
    setBy: text('set_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectorId, table.name] })],
);

/** One row for each user of each connector: bounded by users, however many events there are. */
export const connectorLanes = sqliteTable(
  'connector_lanes',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    connectorId: integer('connector_id').notNull(),
    key: text('key').notNull(),
    isEvent: integer('is_event', { mode: 'boolean' }).notNull(),
    state: text('state').$type<LaneState>().notNull(),
    /** Null exactly in `idle`, `review` and `parked`. */
    dueMs: integer('due_ms'),
    /** Live changes go before a backfill. */
    prio: integer('prio').$type<LanePriority>().notNull().default(0),
    wantedSeq: integer('wanted_seq').notNull(),
    doneSeq: integer('done_seq').notNull(),
    attempts: integer('attempts').notNull(),
    reason: text('reason').$type<LaneReason>(),
    error: text('error'),
    waitingSinceMs: integer('waiting_since_ms'),
    pushedAtMs: integer('pushed_at_ms'),
    leaseToken: text('lease_token'),
    /** Set when a push begins, and cleared when it is known how that ended. */
    isOpen: integer('open', { mode: 'boolean' }).notNull().default(false),
    /** It was woken by a person while it was being pushed: it is pushed once more when that push settles. */
    isAgain: integer('again', { mode: 'boolean' }).notNull().default(false),
    decision: text('decision').$type<LaneDecision>(),
    /** The user's record at the other side: null together. */
    recordId: text('record_id'),
    role: text('role').$type<LaneRole>(),
    recordState: text('record_state').$type<RecordState>(),
    linkOrigin: text('link_origin').$type<LinkOrigin>(),
    linkedAtMs: integer('linked_at_ms'),
    facts: text('facts', { mode: 'json' }).$type<ReviewFacts>(),
    sent: text('sent', { mode: 'json' }).$type<RecordValues>(),
    accepted: text('accepted', { mode: 'json' }).$type<AcceptedValues>(),
  },
  (table) => [
    uniqueIndex('connector_lanes_key').on(table.connectorId, table.key, table.isEvent),
    index('connector_lanes_due')
      .on(table.connectorId, table.prio, table.dueMs)
      .where(sql`due_ms IS NOT NULL`),
    index('connector_lanes_state').on(table.connectorId, table.state, table.seq),
    index('connector_lanes_waiting')
      .on(table.connectorId, table.waitingSinceMs)
      .where(sql`waiting_since_ms IS NOT NULL`),
    index('connector_lanes_user').on(table.key),
    index('connector_lanes_record')
      .on(table.connectorId, table.recordId)
      .where(sql`record_id IS NOT NULL`),
    uniqueIndex('connector_lanes_writer')
      .on(table.connectorId, table.recordId)
      .where(sql`role = 'writer'`),
    index('connector_lanes_reviews')
      .on(table.seq)
      .where(sql`state = 'review'`),
    index('connector_lanes_reason')
      .on(table.connectorId, table.reason, table.seq)
      .where(sql`state = 'review'`),
  ],
);

/** Requests made. Names and statuses, never values. */
export const connectorCalls = sqliteTable(
  'connector_calls',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    connectorId: integer('connector_id').notNull(),
    laneKey: text('lane_key').notNull(),
    eventId: text('event_id'),
    eventType: text('event_type'),
    act: text('act').$type<CallAct>().notNull().default('write'),
    targets: text('targets', { mode: 'json' }).$type<readonly string[]>(),
    atMs: integer('at_ms').notNull(),
    tookMs: integer('took_ms').notNull(),
    status: integer('status'),
    result: text('result').$type<CallResult>().notNull(),
    excerpt: text('excerpt'),
  },
  (table) => [
    index('connector_calls_result').on(table.connectorId, table.result, table.seq),
    index('connector_calls_lane').on(table.laneKey, table.seq),
    index('connector_calls_deactivations')
      .on(table.connectorId, table.atMs)
      .where(sql`act IN ('deactivate', 'archive') AND result = 'done'`),
  ],
);

/** What was carried on, and what failed, by the hour (UTC). */
export const connectorHours = sqliteTable(
  'connector_hours',
  {
    connectorId: integer('connector_id').notNull(),
    hourMs: integer('hour_ms').notNull(),
    pushed: integer('pushed').notNull(),
    failed: integer('failed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectorId, table.hourMs] })],
);
