import 'server-only';
import { alertRules } from '../../concerns/sign';
import { type AlertAnswer, type AlertListAnswer, type AlertSettingsAnswer } from '../../alerts/alert-answers';
import { alertsPerPage, type AlertView, statesOfView } from '../../alerts/alert-query';
import { type AlertRule } from '../../concerns/sign';
import { type Store } from '../../store';
import { env } from '../process/env';

/** Lines of the history that a page shows. */
const linesShown = 100;

/** Answer of `GET /api/alerts`. */
export async function alertListAnswer(
  store: Store,
  { view, rule, before }: { view: AlertView; rule?: AlertRule | undefined; before?: number | undefined },
): Promise<AlertListAnswer> {
  const states = statesOfView[view];
  const query = { ...(states !== undefined && { states }), ...(rule !== undefined && { rule }) };
  const [page, counts] = await Promise.all([
    store.listAlerts(query, { limit: alertsPerPage, ...(before !== undefined && { before }) }),
    store.countOpenAlerts(),
  ]);
  return { ...page, counts };
}

/** Answer of `GET /api/alerts/[id]`; null for a number that no alert has. */
export async function alertAnswer(store: Store, id: number): Promise<AlertAnswer | null> {
  const [alert, lines] = await Promise.all([store.getAlert(id), store.alertLines(id, linesShown)]);
  return alert === null ? null : { ...alert, lines, nowMs: store.nowMs() };
}

/** Answer of `GET /api/alerts/settings`. */
export async function alertSettingsAnswer(store: Store): Promise<AlertSettingsAnswer> {
  const [settings, targets, open] = await Promise.all([
    store.alertRuleSettings(),
    store.listAlertTargets(),
    store.openAlerts(500),
  ]);
  const byRule = new Map(settings.map((setting) => [setting.rule, setting]));
  const rules = alertRules.map(async (rule) => {
    const newest = (await store.listAlerts({ rule }, { limit: 1 })).items[0];
    return {
      ...(byRule.get(rule) ?? { rule, isOn: true, targets: null, changedAtMs: null, changedBy: null }),
      open: open.filter((alert) => alert.rule === rule).length,
      lastOpenedAtMs: newest?.openedAtMs ?? null,
    };
  });
  return { rules: await Promise.all(rules), targets, canMail: env().smtp !== null };
}
