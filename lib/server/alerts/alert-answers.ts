import 'server-only';
import { alertRules } from '../../concerns/sign';
import { type AlertAnswer, type AlertListAnswer, type AlertSettingsAnswer } from '../../alerts/alert-answers';
import { alertsPerPage, type AlertView, statesOfView } from '../../alerts/alert-query';
import { type AlertRule } from '../../concerns/sign';
import { type Store } from '../../store';
import { managementIfConfigured } from '../management/client';
import { knownStreams } from '../management/known-streams';
import { env } from '../process/env';
import { budgetNow, streamMoments } from './incident';

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
  const [alert, lines, known] = await Promise.all([
    store.getAlert(id),
    store.alertLines(id, linesShown),
    knownStreams(managementIfConfigured(), 'comfort'),
  ]);
  if (alert === null) return null;
  const streams = known.streams ?? [];
  const [moments, budget] = await Promise.all([streamMoments(store, alert, streams), budgetNow(store, alert, streams)]);
  return { ...alert, lines, moments, budget, nowMs: store.nowMs() };
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
