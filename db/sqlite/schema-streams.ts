import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type StreamChangeKind, type WatchedSetting } from '@/lib/streams/stream-history';

/** Event streams as they were seen last. */
export const streamSights = sqliteTable('stream_sights', {
  streamId: text('stream_id').primaryKey(),
  status: text('status').notNull(),
  settings: text('settings', { mode: 'json' }).$type<Record<WatchedSetting, string>>().notNull(),
});

export const streamChanges = sqliteTable(
  'stream_changes',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    streamId: text('stream_id').notNull(),
    kind: text('kind').$type<StreamChangeKind>().notNull(),
    atMs: integer('at_ms').notNull(),
    sinceMs: integer('since_ms'),
    status: text('status').notNull(),
    before: text('before'),
    settings: text('settings', { mode: 'json' }).$type<WatchedSetting[]>().notNull(),
    by: text('by'),
    subscriptions: text('subscriptions', { mode: 'json' }).$type<string[]>(),
  },
  (table) => [index('stream_changes_stream').on(table.streamId, table.seq)],
);
