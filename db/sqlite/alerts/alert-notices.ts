import { and, asc, eq, inArray, lt, lte, notExists } from 'drizzle-orm';
import { alias, QueryBuilder } from 'drizzle-orm/sqlite-core';
import { type AlertNotice } from '@/lib/alerts/alert-target';
import { type AlertStore } from '@/lib/alerts/alert-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { alertNotices as notices, alerts, alertTargets } from '../schema-alerts';
import { addLine } from './alert-changes';

const announced: readonly Topic[] = ['alerts'];

const older = alias(notices, 'older');

/** What is sent, and what came of it. `now` is the clock in milliseconds. */
export function alertNotices(
  connection: Connection,
  now: () => number,
): Pick<AlertStore, 'takeAlertNotices' | 'settleAlertNotice'> {
  return {
    takeAlertNotices: (limit, leaseMs) =>
      connection.write(() => ({ value: take(connection, { limit, leaseMs, nowMs: now() }) })),
    settleAlertNotice: (seq, outcome) =>
      connection.write(() => {
        const { orm } = connection;
        const notice = orm.select().from(notices).where(eq(notices.seq, seq)).get();
        if (notice === undefined) return { value: undefined };
        const { atMs, failure, nextAtMs, text } = outcome;
        const sent = failure === null ? { sentAtMs: atMs } : {};
        const ofTarget = eq(alertTargets.id, notice.targetId);
        const [target] = orm
          .update(alertTargets)
          .set({ failure, ...sent })
          .where(ofTarget)
          .returning()
          .all();
        const tries = notice.tries + 1;
        if (nextAtMs !== null) orm.update(notices).set({ tries, nextAtMs }).where(eq(notices.seq, seq)).run();
        else {
          orm.delete(notices).where(eq(notices.seq, seq)).run();
          const what = failure === null ? ('sent' as const) : ('not_sent' as const);
          addLine(connection, {
            alertId: notice.alertId,
            atMs,
            what,
            text: `${target?.name ?? 'A target'}: ${text}`,
            by: null,
          });
        }
        return { value: undefined, topics: announced };
      }),
  };
}

/** What waits behind an older notice of the same alert to the same target: nobody is told the end before the beginning. */
export const isFirst = notExists(
  new QueryBuilder()
    .select({ seq: older.seq })
    .from(older)
    .where(and(eq(older.targetId, notices.targetId), eq(older.alertId, notices.alertId), lt(older.seq, notices.seq))),
);

/** Rows looked through at a time. */
const lookedThrough = 200;

/** Of one target at a time, so that one that does not answer leaves room for the others. */
const mostOfTarget = 2;

function take(
  { orm }: Connection,
  { limit, leaseMs, nowMs }: { limit: number; leaseMs: number; nowMs: number },
): AlertNotice[] {
  const due = orm
    .select({ notice: notices, target: alertTargets, alert: alerts })
    .from(notices)
    .innerJoin(alertTargets, eq(alertTargets.id, notices.targetId))
    .innerJoin(alerts, eq(alerts.id, notices.alertId))
    .where(and(lte(notices.nextAtMs, nowMs), isFirst))
    .orderBy(asc(notices.nextAtMs), asc(notices.seq))
    .limit(lookedThrough)
    .all();
  const ofTarget = new Map<number, number>();
  const taken = due
    .filter(({ target: { id } }) => {
      const before = ofTarget.get(id) ?? 0;
      ofTarget.set(id, before + 1);
      return before < mostOfTarget;
    })
    .slice(0, limit);
  const seqs = taken.map(({ notice }) => notice.seq);
  // Due again when the lease ends, so that a sender that dies loses nothing.
  orm
    .update(notices)
    .set({ nextAtMs: nowMs + leaseMs })
    .where(inArray(notices.seq, seqs))
    .run();
  return taken.map(({ notice: { seq, alertId, what, title, detail, level, atMs, tries }, target, alert }) => ({
    ...{ seq, alertId, what, title, detail, level, atMs, tries, target },
    href: alert.actHref,
    rule: alert.rule,
  }));
}
