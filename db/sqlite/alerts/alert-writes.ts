import { eq } from 'drizzle-orm';
import { canActOn, type AlertLineKind } from '@/lib/alerts/alert';
import { type AlertDeed } from '@/lib/alerts/alert-deed';
import { type AlertStore } from '@/lib/alerts/alert-store';
import { type AuditAction } from '@/lib/audit/audit';
import { type Topic } from '@/lib/store';
import { formatCounted } from '@/lib/text/format';
import { type Connection } from '../engine/connection';
import { audit } from '../schema';
import { alerts } from '../schema-alerts';
import { addLine, makeChange } from './alert-changes';
import { toAlert } from './alert-rows';

const announced: readonly Topic[] = ['alerts'];

/** Everything that changes alerts themselves. */
export function alertWrites(connection: Connection): Pick<AlertStore, 'saveAlerts' | 'actOnAlert'> {
  return {
    saveAlerts: (changes, atMs) =>
      connection.write(() => {
        const made = changes.filter((change) => makeChange(connection, change, atMs)).length;
        return { value: made, topics: made > 0 ? announced : [] };
      }),
    actOnAlert: (id, deed) =>
      connection.write(() => {
        const done = act(connection, id, deed);
        return { value: done, topics: done?.isChanged === true ? announced : [] };
      }),
  };
}

interface Effect {
  action: AuditAction;
  what: AlertLineKind;
  set: Partial<typeof alerts.$inferSelect>;
}

function effectOf({ act: kind, actor, untilMs, untilLevel }: AlertDeed): Effect {
  const awake = { untilMs: null, untilLevel: null };
  if (kind === 'acknowledge') {
    return { action: 'alert_acknowledged', what: 'acknowledged', set: { state: 'acknowledged', by: actor, ...awake } };
  }
  if (kind === 'snooze') {
    const until = { untilMs: untilMs ?? null, untilLevel: untilLevel ?? null };
    return { action: 'alert_snoozed', what: 'snoozed', set: { state: 'snoozed', by: actor, ...until } };
  }
  if (kind === 'wake') return { action: 'alert_woken', what: 'woken', set: { state: 'open', by: null, ...awake } };
  return { action: 'alert_noted', what: 'note', set: {} };
}

function act(connection: Connection, id: number, deed: AlertDeed): Awaited<ReturnType<AlertStore['actOnAlert']>> {
  const { orm } = connection;
  const row = orm.select().from(alerts).where(eq(alerts.id, id)).get();
  if (row === undefined) return null;
  if (!canActOn(deed.act, row.state)) return { alert: toAlert(row), isChanged: false };
  const { action, what, set } = effectOf(deed);
  const { actor, atMs } = deed;
  const changed = orm
    .update(alerts)
    .set({ ...set, changedAtMs: atMs })
    .where(eq(alerts.id, id))
    .returning()
    .get();
  addLine(connection, { alertId: id, atMs, what, text: deed.note ?? untilText(deed), by: actor });
  const entry = { atMs, actor, action, target: `alert/${id}`, detail: { rule: row.rule } };
  orm.insert(audit).values(entry).run();
  return { alert: toAlert(changed), isChanged: true };
}

/** What ends a snooze, without a time of day: it is read in any zone. */
function untilText({ act: kind, untilMs, untilLevel, atMs }: AlertDeed): string {
  if (kind !== 'snooze') return '';
  if (untilLevel !== undefined) return `until it comes to ${untilLevel} %`;
  return untilMs === undefined ? '' : `for ${formatCounted(Math.round((untilMs - atMs) / 60_000), 'minute')}`;
}
