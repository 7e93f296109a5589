import { type Alert } from '@/lib/alerts/alert';
import { type AlertTarget } from '@/lib/alerts/alert-target';
import { type alerts, type alertTargets } from '../schema-alerts';

/** An alert as the port tells it. */
export function toAlert({ actLabel, actHref, ...row }: typeof alerts.$inferSelect): Alert {
  return { ...row, act: { label: actLabel, href: actHref } };
}

/** A target without what is needed to send to it. */
export function toTarget(row: typeof alertTargets.$inferSelect): AlertTarget {
  const { id, kind, name, hint, createdAtMs, createdBy, sentAtMs, failure } = row;
  return { id, kind, name, hint, createdAtMs, createdBy, sentAtMs, failure };
}
