import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { type JobKind, type JobLineKind, type JobState } from '@/lib/jobs/job';
import { type JsonObject } from '@/lib/json/json';

/** Long work that people started. What a kind must remember between two steps is in `cursor`. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<JobKind>().notNull(),
    /** What it is about, where that is one thing: `connector/3`. */
    about: text('about'),
    state: text('state').$type<JobState>().notNull(),
    /** Makes a job once. */
    key: text('key'),
    input: text('input', { mode: 'json' }).$type<JsonObject>().notNull(),
    cursor: text('cursor', { mode: 'json' }).$type<JsonObject>().notNull(),
    /** How many items have which result. */
    results: text('results', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    startedAtMs: integer('started_at_ms'),
    endedAtMs: integer('ended_at_ms'),
    reason: text('reason'),
    note: text('note'),
    failures: integer('failures').notNull(),
    /** When its next step is due; null when there is nothing to do until a person acts. */
    nextAtMs: integer('next_at_ms'),
    /** Who does a step of it, and until when others leave it alone. */
    owner: text('owner'),
    leaseUntilMs: integer('lease_until_ms'),
  },
  (table) => [
    uniqueIndex('jobs_key').on(table.key),
    index('jobs_about')
      .on(table.about, table.id)
      .where(sql`about IS NOT NULL`),
    index('jobs_due')
      .on(table.nextAtMs)
      .where(sql`next_at_ms IS NOT NULL`),
    index('jobs_active')
      .on(table.id)
      .where(sql`ended_at_ms IS NULL`),
  ],
);

export const jobItems = sqliteTable(
  'job_items',
  {
    jobId: integer('job_id').notNull(),
    seq: integer('seq').notNull(),
    key: text('key').notNull(),
    part: text('part').notNull(),
    result: text('result').notNull(),
    reason: text('reason'),
    /** What a kind tells of it besides. */
    facts: text('facts', { mode: 'json' }).$type<JsonObject>(),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.seq] }),
    uniqueIndex('job_items_key').on(table.jobId, table.key),
    index('job_items_result').on(table.jobId, table.result, table.seq),
    index('job_items_part').on(table.jobId, table.part, table.result, table.seq),
  ],
);

export const jobLines = sqliteTable(
  'job_lines',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    jobId: integer('job_id').notNull(),
    atMs: integer('at_ms').notNull(),
    what: text('what').$type<JobLineKind>().notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('job_lines_job').on(table.jobId, table.seq)],
);
