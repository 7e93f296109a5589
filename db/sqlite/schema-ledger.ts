import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { type FeedTroubleKind } from '@/lib/ledger/feed';
import { type Combination } from '@/lib/ledger/combination';

/** How far Auth0's event feed was read: one row. */
export const feed = sqliteTable('feed', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull(),
  cursor: text('cursor'),
  coveredFromMs: integer('covered_from_ms'),
  readThroughMs: integer('read_through_ms'),
  readAtMs: integer('read_at_ms'),
  triedAtMs: integer('tried_at_ms'),
  wantedAtMs: integer('wanted_at_ms'),
  troubleKind: text('trouble_kind').$type<FeedTroubleKind>(),
  troubleText: text('trouble_text'),
  troubleSinceMs: integer('trouble_since_ms'),
  /** The newest event of the log that was compared with the feed. */
  matchedSeq: integer('matched_seq').notNull(),
});

/** What the feed had forgotten before it was read. */
export const feedHoles = sqliteTable('feed_holes', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  fromMs: integer('from_ms').notNull(),
  toMs: integer('to_ms').notNull(),
});

/**
 * Events that the feed told, and events that arrived and that it did not tell. `body` is wide and therefore last; it is there
 * while the event is not, as is its subject.
 */
export const feedEvents = sqliteTable(
  'feed_events',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    timeMs: integer('time_ms').notNull(),
    isEmitted: integer('is_emitted').notNull(),
    isReceived: integer('is_received').notNull(),
    /** The event stream that brought it, for one that was not told; else empty. */
    streamId: text('stream_id').notNull(),
    subjectId: text('subject_id'),
    subjectLabel: text('subject_label'),
    body: text('body'),
  },
  (table) => [
    uniqueIndex('feed_events_id').on(table.eventId),
    index('feed_events_emitted')
      .on(table.type, table.timeMs)
      .where(sql`is_emitted = 1`),
    index('feed_events_open')
      .on(table.timeMs, table.seq, table.type, table.eventId)
      .where(sql`is_emitted = 1 AND is_received = 0`),
    index('feed_events_untold')
      .on(table.streamId, table.timeMs, table.seq)
      .where(sql`is_emitted = 0`),
  ],
);

/** Notes that say to leave events as they are. */
export const ledgerIgnores = sqliteTable(
  'ledger_ignores',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    streamId: text('stream_id').notNull(),
    combination: text('combination').$type<Combination>().notNull(),
    fromMs: integer('from_ms').notNull(),
    toMs: integer('to_ms').notNull(),
    note: text('note').notNull(),
    by: text('by').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [index('ledger_ignores_stream').on(table.streamId, table.combination, table.fromMs)],
);
