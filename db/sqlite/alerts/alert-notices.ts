import { asc, eq, inArray, lte } from 'drizzle-orm';
import { type AlertNotice } from '@/lib/alerts/alert-target';
import { type AlertStore } from '@/lib/alerts/alert-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { alertNotices as notices, alerts, alertTargets } from '../schema-alerts';
import { addLine } from './alert-changes';

const announced: readonly Topic[] = ['alerts'];

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

function take(
  { orm }: Connection,
  { limit, leaseMs, nowMs }: { limit: number; leaseMs: number; nowMs: number },
): AlertNotice[] {
  const due = orm
    .select({ notice: notices, target: alertTargets, alert: alerts })
    .from(notices)
    .innerJoin(alertTargets, eq(alertTargets.id, notices.targetId))
    .innerJoin(alerts, eq(alerts.id, notices.alertId))
    .where(lte(notices.nextAtMs, nowMs))
    .orderBy(asc(notices.nextAtMs), asc(notices.seq))
    .limit(limit)
    .all();
  const seqs = due.map(({ notice }) => notice.seq);
  // Due again when the lease ends, so that a sender that dies loses nothing.
  orm
    .update(notices)
    .set({ nextAtMs: nowMs + leaseMs })
    .where(inArray(notices.seq, seqs))
    .run();
  return due.map(({ notice: { seq, alertId, what, title, detail, level, atMs, tries }, target, alert }) => ({
    ...{ seq, alertId, what, title, detail, level, atMs, tries, target },
    href: alert.actHref,
    rule: alert.rule,
  }));
}
