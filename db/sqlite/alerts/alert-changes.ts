import { and, eq, isNull } from 'drizzle-orm';
import { type AlertLineKind, type NoticeKind } from '@/lib/alerts/alert';
import { type AlertChange } from '@/lib/alerts/plan-alerts';
import { type Sign } from '@/lib/concerns/sign';
import { type Connection } from '../engine/connection';
import { alertLines, alertNotices, alertRuleRows, alerts, alertTargets } from '../schema-alerts';

type Row = typeof alerts.$inferSelect;

/** What one change made of a row, and what is written of it. */
interface Made {
  row: Row;
  line: { what: AlertLineKind; text: string } | null;
  tell: NoticeKind | null;
}

/** Makes one change; false where it does not apply any more. */
export function makeChange(connection: Connection, change: AlertChange, atMs: number): boolean {
  const made = change.kind === 'open' ? open(connection, change.sign, atMs) : alter(connection, change, atMs);
  if (made === null) return false;
  const { row, line, tell } = made;
  if (line !== null) addLine(connection, { alertId: row.id, atMs, ...line, by: null });
  if (tell !== null) notify(connection, { row, what: tell, atMs });
  return true;
}

function wordsOf({ topic, tone, title, detail, act, level, streamId }: Sign) {
  return { topic, tone, title, detail, actLabel: act.label, actHref: act.href, level, streamId };
}

function open({ orm }: Connection, sign: Sign, atMs: number): Made | null {
  const { key, rule } = sign;
  const [row] = orm
    .insert(alerts)
    .values({ key, rule, state: 'open', ...wordsOf(sign), openedAtMs: atMs, changedAtMs: atMs })
    .onConflictDoNothing()
    .returning()
    .all();
  // Somebody else has opened it.
  return row === undefined ? null : { row, line: { what: 'opened', text: sign.title }, tell: 'opened' };
}

function alter(connection: Connection, change: Exclude<AlertChange, { kind: 'open' }>, atMs: number): Made | null {
  switch (change.kind) {
    case 'missing': {
      const row = set(connection, change.id, { missingSinceMs: atMs });
      return row === null ? null : { row, line: null, tell: null };
    }
    case 'update': {
      const row = set(connection, change.id, { ...wordsOf(change.sign), missingSinceMs: null, changedAtMs: atMs });
      if (row === null) return null;
      const line = change.raised ? { what: 'raised' as const, text: change.sign.title } : null;
      return { row, line, tell: change.notify ? 'raised' : null };
    }
    case 'wake': {
      const awake = { state: 'open' as const, untilMs: null, untilLevel: null, by: null, missingSinceMs: null };
      const row = set(connection, change.id, { ...wordsOf(change.sign), ...awake, changedAtMs: atMs });
      return row === null ? null : { row, line: { what: 'woken', text: change.reason }, tell: 'opened' };
    }
    case 'close': {
      const over = { state: 'closed' as const, closedAtMs: atMs, changedAtMs: atMs, untilMs: null, untilLevel: null };
      const row = set(connection, change.id, over);
      if (row === null) return null;
      return { row, line: { what: 'closed', text: change.reason }, tell: change.notify ? 'closed' : null };
    }
  }
}

/** Changes an alert that is not closed; null for one that is. */
function set({ orm }: Connection, id: number, values: Partial<Row>): Row | null {
  const isOpen = and(eq(alerts.id, id), isNull(alerts.closedAtMs));
  return orm.update(alerts).set(values).where(isOpen).returning().all()[0] ?? null;
}

/** Adds a line to the history of an alert. */
export function addLine({ orm }: Connection, line: typeof alertLines.$inferInsert): void {
  orm.insert(alertLines).values(line).run();
}

/** One notice for each target of the rule. */
function notify({ orm }: Connection, { row, what, atMs }: { row: Row; what: NoticeKind; atMs: number }): void {
  const setting = orm.select().from(alertRuleRows).where(eq(alertRuleRows.rule, row.rule)).get();
  const targets = orm.select({ id: alertTargets.id }).from(alertTargets).all();
  const { title, detail, level } = row;
  for (const { id } of targets) {
    if (setting?.targets?.includes(id) === false) continue;
    orm
      .insert(alertNotices)
      .values({ alertId: row.id, targetId: id, what, title, detail, level, atMs, tries: 0, nextAtMs: atMs })
      .run();
  }
}
