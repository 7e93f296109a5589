import { alertRuleBody } from '@/lib/alerts/alert-query';
import { alertRules } from '@/lib/concerns/sign';
import { alertSettingsAnswer } from '@/lib/server/alerts/alert-answers';
import { noSuchRule } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** All settings as they are now. */
export const PUT = apiRoute<{ rule: string }>('admin', async ({ params, person, request }) => {
  const rule = alertRules.find((known) => known === params.rule) ?? noSuchRule();
  const { isOn, targets } = await parseJsonBody(alertRuleBody, request);
  const opened = await store();
  const before = (await opened.alertRuleSettings()).find((setting) => setting.rule === rule);
  const setting = {
    rule,
    isOn: isOn ?? before?.isOn ?? true,
    targets: targets === undefined ? (before?.targets ?? null) : targets,
  };
  await opened.changeAlertRule(setting, { actor: person.email ?? person.id, atMs: opened.nowMs() });
  return alertSettingsAnswer(opened);
});
