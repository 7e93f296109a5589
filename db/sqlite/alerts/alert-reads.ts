import { and, asc, count, desc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import { type AlertState, alertStates } from '@/lib/alerts/alert';
import { type AlertQuery, type AlertStore } from '@/lib/alerts/alert-store';
import { readPage, type SeqRange, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import { alertLines, alertNotices, alertRuleRows, alerts, alertTargets } from '../schema-alerts';
import { isFirst } from './alert-notices';
import { toAlert, toTarget } from './alert-rows';

type AlertReads = Pick<
  AlertStore,
  | 'openAlerts'
  | 'listAlerts'
  | 'getAlert'
  | 'alertLines'
  | 'countOpenAlerts'
  | 'alertRuleSettings'
  | 'listAlertTargets'
  | 'getAlertTarget'
  | 'nextAlertNoticeAtMs'
>;

/** Everything read about alerts. */
export function alertReads(connection: ReadConnection): AlertReads {
  const { orm } = connection;
  const readRows = (wanted: number[]) =>
    orm.select().from(alerts).where(inArray(alerts.id, wanted)).orderBy(desc(alerts.id)).all().map(toAlert);
  return {
    openAlerts: (limit) =>
      connection.read(() =>
        orm
          .select()
          .from(alerts)
          .where(isNull(alerts.closedAtMs))
          .orderBy(asc(alerts.id))
          .limit(limit)
          .all()
          .map(toAlert),
      ),
    listAlerts: (query, page) => connection.read(() => readPage(sourceOf(connection, query), page, readRows)),
    getAlert: (id) =>
      connection.read(() => {
        const row = orm.select().from(alerts).where(eq(alerts.id, id)).get();
        return row === undefined ? null : toAlert(row);
      }),
    alertLines: (id, limit) => connection.read(() => lines(connection, id, limit)),
    countOpenAlerts: () => connection.read(() => countOpen(connection)),
    alertRuleSettings: () => connection.read(() => orm.select().from(alertRuleRows).all()),
    listAlertTargets: () =>
      connection.read(() => orm.select().from(alertTargets).orderBy(asc(alertTargets.id)).all().map(toTarget)),
    getAlertTarget: (id) =>
      connection.read(() => orm.select().from(alertTargets).where(eq(alertTargets.id, id)).get() ?? null),
    nextAlertNoticeAtMs: () =>
      connection.read(() => {
        const next = orm
          .select({ atMs: alertNotices.nextAtMs })
          .from(alertNotices)
          .where(isFirst)
          .orderBy(asc(alertNotices.nextAtMs))
          .limit(1)
          .get();
        return next?.atMs ?? null;
      }),
  };
}

/** Each state is a walk of one index: the newest of all are among the newest of each. */
function sourceOf({ orm }: ReadConnection, { states = alertStates, rule }: AlertQuery): SeqSource {
  const ids = (state: AlertState, { above, below }: SeqRange) =>
    orm
      .select({ id: alerts.id })
      .from(alerts)
      .where(
        and(
          eq(alerts.state, state),
          rule === undefined ? undefined : eq(alerts.rule, rule),
          gt(alerts.id, above),
          lt(alerts.id, below),
        ),
      );
  const walk = (range: SeqRange, limit: number, direction: typeof asc) =>
    states.flatMap((state) =>
      ids(state, range)
        .orderBy(direction(alerts.id))
        .limit(limit)
        .all()
        .map(({ id }) => id),
    );
  return {
    newest: (range, limit) =>
      walk(range, limit, desc)
        .sort((a, b) => b - a)
        .slice(0, limit),
    oldest: (range, limit) =>
      walk(range, limit, asc)
        .sort((a, b) => a - b)
        .slice(0, limit),
  };
}

function lines({ orm }: ReadConnection, id: number, limit: number) {
  const { seq, atMs, what, text, by } = alertLines;
  return orm
    .select({ seq, atMs, what, text, by })
    .from(alertLines)
    .where(eq(alertLines.alertId, id))
    .orderBy(desc(seq))
    .limit(limit)
    .all();
}

function countOpen({ orm }: ReadConnection) {
  const rows = orm
    .select({ state: alerts.state, count: count() })
    .from(alerts)
    .where(inArray(alerts.state, ['open', 'acknowledged', 'snoozed']))
    .groupBy(alerts.state)
    .all();
  const of = (state: AlertState) => rows.find((row) => row.state === state)?.count ?? 0;
  return { open: of('open'), acknowledged: of('acknowledged'), snoozed: of('snoozed') };
}
