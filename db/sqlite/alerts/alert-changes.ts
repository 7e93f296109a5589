import { and, eq, isNull } from 'drizzle-orm';
import { type AlertLineKind, type NoticeKind } from '@/lib/alerts/alert';
import { type AlertChange, type SeenAlert } from '@/lib/alerts/plan-alerts';
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

type Altering = Exclude<AlertChange, { kind: 'open' }>;

/** What a change makes of a row, and what is written of it. */
interface Effect extends Omit<Made, 'row'> {
  values: Partial<Row>;
}

const quietly = { line: null, tell: null };

const effects: { [Kind in Altering['kind']]: (change: Extract<Altering, { kind: Kind }>, atMs: number) => Effect } = {
  missing: (_, atMs) => ({ values: { missingSinceMs: atMs }, ...quietly }),
  back: () => ({ values: { missingSinceMs: null }, ...quietly }),
  update: ({ sign, raised, notify }, atMs) => ({
    values: { ...wordsOf(sign), missingSinceMs: null, changedAtMs: atMs },
    line: raised ? { what: 'raised', text: sign.title } : null,
    tell: notify ? 'raised' : null,
  }),
  wake: ({ sign, reason }, atMs) => ({
    values: { ...wordsOf(sign), state: 'open', ...unsnoozed, by: null, missingSinceMs: null, changedAtMs: atMs },
    line: { what: 'woken', text: reason },
    tell: 'opened',
  }),
  close: ({ reason, notify }, atMs) => ({
    values: { state: 'closed', closedAtMs: atMs, changedAtMs: atMs, ...unsnoozed },
    line: { what: 'closed', text: reason },
    tell: notify ? 'closed' : null,
  }),
};

const unsnoozed = { untilMs: null, untilLevel: null };

function effectOf(change: Altering, atMs: number): Effect {
  switch (change.kind) {
    case 'missing':
      return effects.missing(change, atMs);
    case 'back':
      return effects.back(change, atMs);
    case 'update':
      return effects.update(change, atMs);
    case 'wake':
      return effects.wake(change, atMs);
    case 'close':
      return effects.close(change, atMs);
  }
}

function alter(connection: Connection, change: Altering, atMs: number): Made | null {
  const { values, ...written } = effectOf(change, atMs);
  const row = set(connection, change.seen, values);
  return row === null ? null : { row, ...written };
}

/** Changes an alert that is still as it was seen; null for one that a person or another process has changed since. */
function set({ orm }: Connection, { id, state, level }: SeenAlert, values: Partial<Row>): Row | null {
  const ofLevel = level === null ? isNull(alerts.level) : eq(alerts.level, level);
  const isAsSeen = and(eq(alerts.id, id), isNull(alerts.closedAtMs), eq(alerts.state, state), ofLevel);
  return orm.update(alerts).set(values).where(isAsSeen).returning().all()[0] ?? null;
}

/** Adds a line to the history of an alert. */
export function addLine({ orm }: Connection, line: typeof alertLines.$inferInsert): void {
  orm.insert(alertLines).values(line).run();
}

/** One notice for each target of the rule. A target that was told nothing of an alert is not told its end either. */
function notify({ orm }: Connection, { row, what, atMs }: { row: Row; what: NoticeKind; atMs: number }): void {
  const setting = orm.select().from(alertRuleRows).where(eq(alertRuleRows.rule, row.rule)).get();
  const targets = orm.select({ id: alertTargets.id }).from(alertTargets).all();
  const { title, detail, level } = row;
  for (const { id } of targets) {
    if (setting?.targets?.includes(id) === false) continue;
    const ofBoth = and(eq(alertNotices.alertId, row.id), eq(alertNotices.targetId, id));
    if (what === 'closed') {
      const untold = orm
        .select()
        .from(alertNotices)
        .where(and(ofBoth, eq(alertNotices.what, 'opened')))
        .get();
      const isUntouched = untold !== undefined && untold.tries === 0 && untold.nextAtMs <= atMs;
      if (isUntouched) {
        orm.delete(alertNotices).where(ofBoth).run();
        continue;
      }
    }
    orm
      .insert(alertNotices)
      .values({ alertId: row.id, targetId: id, what, title, detail, level, atMs, tries: 0, nextAtMs: atMs })
      .run();
  }
}
