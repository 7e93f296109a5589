import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { type DeliveryAttempt, type DeliveryState } from '@/lib/deliveries/delivery';
import { type AuditAction } from '@/lib/audit/audit';
import { type Rejection, type RejectionCode } from '@/lib/rejections/rejection';
import { type JsonObject } from '@/lib/json/json';

/**
 * The tables. Times ending in `_ms` are integer milliseconds. `body` and `profile` are wide and therefore last: SQLite reads
 * a row from the left and need not touch the rest. Wide tables keep a rowid (without one every row spills to other pages).
 */
export const events = sqliteTable(
  'events',
  {
    // Autoincrement: a number once given never comes back, so a keyset cursor stays true after pruning.
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull(),
    type: text('type').notNull(),
    timeMs: integer('time_ms'),
    receivedAtMs: integer('received_at_ms').notNull(),
    /** Empty when the event came without one, so that an index finds it by plain equality. */
    streamId: text('stream_id').notNull(),
    subjectId: text('subject_id'),
    subjectLabel: text('subject_label'),
    outcome: text('outcome').notNull(),
    outcomeReason: text('outcome_reason'),
    rowChanged: integer('row_changed').notNull(),
    receiptCount: integer('receipt_count').notNull(),
    conflictCount: integer('conflict_count').notNull(),
    source: text('source'),
    tenant: text('tenant'),
    /** Order key, for the timeline; an event without a readable time stands at its arrival. */
    keyTimeMs: integer('key_time_ms').notNull(),
    keyRank: integer('key_rank').notNull(),
    keyUpdatedMs: integer('key_updated_ms').notNull(),
    /** JSON array of changes. */
    changes: text('changes').notNull(),
    body: blob('body', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    uniqueIndex('events_id').on(table.id),
    // One index serves every filter by type, outcome and stream: see event-selection.ts.
    index('events_kind').on(table.type, table.outcome, table.streamId, table.seq, table.receivedAtMs),
    index('events_subject')
      .on(table.subjectId, table.seq)
      .where(sql`subject_id IS NOT NULL`),
    index('events_timeline')
      .on(table.subjectId, table.keyTimeMs, table.keyRank, table.keyUpdatedMs)
      .where(sql`subject_id IS NOT NULL`),
    index('events_received').on(table.receivedAtMs),
    // Linked accounts are few among many events: see db/sqlite/connectors/user-facts.ts.
    index('events_identities')
      .on(table.receivedAtMs)
      .where(sql`instr(changes, '"field":"identities"') > 0`),
  ],
);

export const receipts = sqliteTable(
  'receipts',
  {
    seq: integer('seq').primaryKey(),
    eventSeq: integer('event_seq')
      .notNull()
      .references(() => events.seq, { onDelete: 'cascade' }),
    receivedAtMs: integer('received_at_ms').notNull(),
    result: text('result').notNull(),
    streamId: text('stream_id').notNull(),
    envelope: text('envelope').notNull(),
    credentialKind: text('credential_kind').notNull(),
    credentialIndex: integer('credential_index').notNull(),
    remoteAddress: text('remote_address'),
    headers: text('headers').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    tookMs: integer('took_ms').notNull(),
    /** The body of a conflict only; every other receipt carried the event's own content. */
    body: blob('body', { mode: 'buffer' }),
  },
  (table) => [index('receipts_event').on(table.eventSeq)],
);

/**
 * Running figures: see figures.ts. One narrow table for all of them, without a rowid (the migration says so, drizzle cannot):
 * every receipt moves four figures, and side by side they are one page of its commit, or two.
 */
export const figures = sqliteTable(
  'figures',
  {
    topic: text('topic').notNull(),
    hourMs: integer('hour_ms').notNull().default(0),
    type: text('type').notNull().default(''),
    outcome: text('outcome').notNull().default(''),
    streamId: text('stream_id').notNull().default(''),
    value: integer('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.topic, table.hourMs, table.type, table.outcome, table.streamId] })],
);

/** Ids that our own test calls returned. */
export const testEvents = sqliteTable('test_events', {
  id: text('id').primaryKey(),
  sentAtMs: integer('sent_at_ms').notNull(),
});

/**
 * First events of stretches within which arrival times follow `seq`, but for a day at most. A new one begins where the clock
 * was set back by more; the stretch that the log begins with has no row.
 */
export const eventStretches = sqliteTable('event_stretches', { firstSeq: integer('first_seq').primaryKey() });

export const rejections = sqliteTable(
  'rejections',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    receivedAtMs: integer('received_at_ms').notNull(),
    status: integer('status').$type<Rejection['status']>().notNull(),
    code: text('code').$type<RejectionCode>().notNull(),
    reason: text('reason').notNull(),
    path: text('path'),
    remoteAddress: text('remote_address'),
    userAgent: text('user_agent'),
    bytes: integer('bytes').notNull(),
    body: blob('body', { mode: 'buffer' }),
  },
  (table) => [index('rejections_code').on(table.code, table.seq)],
);

export const users = sqliteTable(
  'users',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    userId: text('user_id').notNull(),
    email: text('email'),
    emailVerified: integer('email_verified'),
    name: text('name'),
    nickname: text('nickname'),
    phoneNumber: text('phone_number'),
    username: text('username'),
    givenName: text('given_name'),
    familyName: text('family_name'),
    /** What the user is called on every screen. */
    label: text('label').notNull(),
    /** JSON array of former names and addresses, newest first. */
    former: text('former').notNull(),
    /** JSON array of connection names. */
    connections: text('connections').notNull(),
    blocked: integer('blocked').notNull(),
    loginsCount: integer('logins_count'),
    lastLogin: text('last_login'),
    createdAt: text('created_at'),
    updatedAt: text('updated_at'),
    deletedAtMs: integer('deleted_at_ms'),
    version: integer('version').notNull(),
    lastEventId: text('last_event_id').notNull(),
    lastEventAtMs: integer('last_event_at_ms').notNull(),
    createdAtMs: integer('created_at_ms'),
    /** Order key of the newest event seen, ignored ones included. */
    newestTimeMs: integer('newest_time_ms').notNull(),
    newestRank: integer('newest_rank').notNull(),
    newestUpdatedMs: integer('newest_updated_ms').notNull(),
    newestId: text('newest_id').notNull(),
    /** JSON array: the words this row has in the index of words. Written by term-index.ts only. */
    terms: text('terms').notNull(),
    profile: text('profile').notNull(),
  },
  (table) => [
    uniqueIndex('users_user_id').on(table.userId),
    index('users_live')
      .on(table.seq)
      .where(sql`deleted_at_ms IS NULL`),
    index('users_verified_email')
      .on(sql`lower(${table.email})`)
      .where(sql`email_verified = 1 AND deleted_at_ms IS NULL`),
    index('users_deleted')
      .on(table.seq)
      .where(sql`deleted_at_ms IS NOT NULL`),
  ],
);

/** Users whose search words are to be written: see term-index.ts. */
export const userTermWork = sqliteTable('user_term_work', {
  userSeq: integer('user_seq').primaryKey(),
});

/** What a claim for redelivery replaces in a row. */
export interface BeforeAsk {
  state: DeliveryState;
  stateSinceMs: number;
  askedAtMs: number | null;
  askedBy: string | null;
  markerCountAtAsk: number;
  attemptCountAtAsk: number;
  receiptSeqAtAsk: number | null;
  signAtMs: number | null;
}

export const deliveries = sqliteTable(
  'deliveries',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    streamId: text('stream_id').notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    subjectId: text('subject_id'),
    subjectLabel: text('subject_label'),
    eventTimeMs: integer('event_time_ms'),
    firstFailedAtMs: integer('first_failed_at_ms'),
    lastAttemptAtMs: integer('last_attempt_at_ms'),
    attemptCount: integer('attempt_count').notNull(),
    markerCount: integer('marker_count').notNull(),
    attempts: text('attempts', { mode: 'json' }).$type<DeliveryAttempt[]>().notNull(),
    causeKey: text('cause_key').notNull(),
    errorMessage: text('error_message'),
    state: text('state').$type<DeliveryState>().notNull(),
    /** When the state became what it is. */
    stateSinceMs: integer('state_since_ms').notNull(),
    askedAtMs: integer('asked_at_ms'),
    askedBy: text('asked_by'),
    /** What was known when we asked: everything beyond it is news. */
    markerCountAtAsk: integer('marker_count_at_ask').notNull().default(0),
    attemptCountAtAsk: integer('attempt_count_at_ask').notNull().default(0),
    /** The highest receipt number when we asked: only a later receipt proves an arrival, whatever the clock says. */
    receiptSeqAtAsk: integer('receipt_seq_at_ask'),
    /** When the request is sent that Auth0's rate limit holds back; null when none is. */
    sendAfterMs: integer('send_after_ms'),
    /** What a claim replaced, for releasing it. */
    beforeAsk: text('before_ask', { mode: 'json' }).$type<BeforeAsk>(),
    /** Last sign of an asked redelivery: the request itself, or news in Auth0's record. */
    signAtMs: integer('sign_at_ms'),
    nextPollAtMs: integer('next_poll_at_ms'),
    failedAgainCount: integer('failed_again_count').notNull().default(0),
    recoveredAtMs: integer('recovered_at_ms'),
    listed: integer('listed', { mode: 'boolean' }).notNull(),
    payloadLength: integer('payload_length'),
    /** Auth0's trimmed copy of the event, as JSON text. Wide and therefore last: lists never read it. */
    payload: text('payload'),
  },
  (table) => [
    uniqueIndex('deliveries_stream_event').on(table.streamId, table.eventId),
    index('deliveries_event').on(table.eventId),
    index('deliveries_listed').on(table.streamId, table.listed, table.state),
    index('deliveries_state').on(table.state, table.seq),
    index('deliveries_state_since').on(table.state, table.stateSinceMs),
    // The open states of lib/deliveries/state.ts. A query that says them in the same words uses it.
    index('deliveries_open')
      .on(table.streamId, table.eventTimeMs)
      .where(sql`state IN ('failed', 'asked', 'retrying', 'failed_again', 'no_answer')`),
  ],
);

export const deliveryPolls = sqliteTable('delivery_polls', {
  streamId: text('stream_id').primaryKey(),
  checkedAtMs: integer('checked_at_ms'),
  failedAtMs: integer('failed_at_ms'),
  failure: text('failure'),
  capped: integer('capped', { mode: 'boolean' }).notNull(),
});

/** Sessions that were signed out of, kept until their cookies have expired. */
export const endedSessions = sqliteTable('ended_sessions', {
  id: text('id').primaryKey(),
  untilMs: integer('until_ms').notNull(),
});

/** Who does what only one process at a time should do, and until when. */
export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  untilMs: integer('until_ms').notNull(),
});

export const audit = sqliteTable('audit', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  atMs: integer('at_ms').notNull(),
  actor: text('actor').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  target: text('target'),
  detail: text('detail', { mode: 'json' }).$type<JsonObject>().notNull(),
});
