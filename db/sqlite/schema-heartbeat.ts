import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

/** The newest sign of life of the process that receives: one row. */
export const heartbeat = sqliteTable('heartbeat', {
  id: integer('id').primaryKey(),
  atMs: integer('at_ms').notNull(),
  /** The first one ever; null in a row that is older than this column, until its next beat. */
  sinceMs: integer('since_ms'),
});

/** Times in which nothing received. */
export const outages = sqliteTable(
  'outages',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    fromMs: integer('from_ms').notNull(),
    untilMs: integer('until_ms').notNull(),
  },
  (table) => [index('outages_until').on(table.untilMs)],
);
