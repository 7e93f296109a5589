import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { type AlertLineKind, type AlertState, type NoticeKind } from '@/lib/alerts/alert';
import { type TargetKind } from '@/lib/alerts/alert-target';
import { type ConcernTopic, type Severity } from '@/lib/concerns/concern-topic';
import { type AlertRule } from '@/lib/concerns/sign';

/** What needs, or needed, a person. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    key: text('key').notNull(),
    rule: text('rule').$type<AlertRule>().notNull(),
    topic: text('topic').$type<ConcernTopic>().notNull(),
    tone: text('tone').$type<Severity>().notNull(),
    state: text('state').$type<AlertState>().notNull(),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    actLabel: text('act_label').notNull(),
    actHref: text('act_href').notNull(),
    level: integer('level'),
    streamId: text('stream_id'),
    openedAtMs: integer('opened_at_ms').notNull(),
    changedAtMs: integer('changed_at_ms').notNull(),
    closedAtMs: integer('closed_at_ms'),
    missingSinceMs: integer('missing_since_ms'),
    untilMs: integer('until_ms'),
    untilLevel: integer('until_level'),
    by: text('by'),
  },
  (table) => [
    // One alert of a thing at a time.
    uniqueIndex('alerts_open_key')
      .on(table.key)
      .where(sql`closed_at_ms IS NULL`),
    index('alerts_state').on(table.state, table.id),
    index('alerts_rule').on(table.rule, table.state, table.id),
  ],
);

export const alertLines = sqliteTable(
  'alert_lines',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    alertId: integer('alert_id').notNull(),
    atMs: integer('at_ms').notNull(),
    what: text('what').$type<AlertLineKind>().notNull(),
    text: text('text').notNull(),
    by: text('by'),
  },
  (table) => [index('alert_lines_alert').on(table.alertId, table.seq)],
);

/** Rules that somebody has changed. */
export const alertRuleRows = sqliteTable('alert_rules', {
  rule: text('rule').$type<AlertRule>().primaryKey(),
  isOn: integer('is_on', { mode: 'boolean' }).notNull(),
  targets: text('targets', { mode: 'json' }).$type<number[] | null>(),
  changedAtMs: integer('changed_at_ms').notNull(),
  changedBy: text('changed_by').notNull(),
});

export const alertTargets = sqliteTable('alert_targets', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').$type<TargetKind>().notNull(),
  name: text('name').notNull(),
  hint: text('hint').notNull(),
  /** Address and secret, sealed. */
  sealed: text('sealed').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  createdBy: text('created_by').notNull(),
  sentAtMs: integer('sent_at_ms'),
  failure: text('failure'),
});

/** What targets are still to be told. A row that is decided is deleted: the alert's history has it. */
export const alertNotices = sqliteTable(
  'alert_notices',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    alertId: integer('alert_id').notNull(),
    targetId: integer('target_id').notNull(),
    what: text('what').$type<NoticeKind>().notNull(),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    level: integer('level'),
    atMs: integer('at_ms').notNull(),
    tries: integer('tries').notNull(),
    nextAtMs: integer('next_at_ms').notNull(),
  },
  (table) => [
    index('alert_notices_due').on(table.nextAtMs, table.seq),
    index('alert_notices_order').on(table.targetId, table.alertId, table.seq),
  ],
);
