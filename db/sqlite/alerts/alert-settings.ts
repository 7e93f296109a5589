import { eq } from 'drizzle-orm';
import { type AlertStore } from '@/lib/alerts/alert-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { audit } from '../schema';
import { alertNotices, alertRuleRows, alertTargets } from '../schema-alerts';
import { toTarget } from './alert-rows';

const announced: readonly Topic[] = ['alerts'];

type SettingWrites = Pick<AlertStore, 'changeAlertRule' | 'addAlertTarget' | 'removeAlertTarget' | 'noteTargetTest'>;

/** Everything that changes rules and targets. */
export function alertSettings(connection: Connection): SettingWrites {
  const { orm } = connection;
  return {
    changeAlertRule: ({ rule, isOn, targets }, { actor, atMs }) =>
      connection.write(() => {
        const values = { rule, isOn, targets, changedAtMs: atMs, changedBy: actor };
        orm.insert(alertRuleRows).values(values).onConflictDoUpdate({ target: alertRuleRows.rule, set: values }).run();
        const detail = { isOn, targets };
        orm
          .insert(audit)
          .values({ atMs, actor, action: 'alert_rule_changed', target: `alert-rule/${rule}`, detail })
          .run();
        return { value: undefined, topics: announced };
      }),
    addAlertTarget: (target, { actor, atMs }) =>
      connection.write(() => {
        const row = orm
          .insert(alertTargets)
          .values({ ...target, createdAtMs: atMs, createdBy: actor })
          .returning()
          .get();
        const detail = { kind: target.kind };
        orm
          .insert(audit)
          .values({ atMs, actor, action: 'alert_target_added', target: `alert-target/${row.id}`, detail })
          .run();
        return { value: toTarget(row), topics: announced };
      }),
    removeAlertTarget: (id, { actor, atMs }) =>
      connection.write(() => {
        const isKnown = orm.delete(alertTargets).where(eq(alertTargets.id, id)).run().changes > 0;
        if (!isKnown) return { value: false };
        orm.delete(alertNotices).where(eq(alertNotices.targetId, id)).run();
        for (const { rule, targets } of orm.select().from(alertRuleRows).all()) {
          if (targets?.includes(id) !== true) continue;
          const left = targets.filter((one) => one !== id);
          orm.update(alertRuleRows).set({ targets: left }).where(eq(alertRuleRows.rule, rule)).run();
        }
        const action = 'alert_target_removed' as const;
        orm
          .insert(audit)
          .values({ atMs, actor, action, target: `alert-target/${id}`, detail: {} })
          .run();
        return { value: true, topics: announced };
      }),
    noteTargetTest: (id, { atMs, failure }) =>
      connection.write(() => {
        const sent = failure === null ? { sentAtMs: atMs } : {};
        orm
          .update(alertTargets)
          .set({ failure, ...sent })
          .where(eq(alertTargets.id, id))
          .run();
        return { value: undefined, topics: announced };
      }),
  };
}
