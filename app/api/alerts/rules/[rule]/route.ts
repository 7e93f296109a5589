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
  const setting = await parseJsonBody(alertRuleBody, request);
  const opened = await store();
  await opened.changeAlertRule({ rule, ...setting }, { actor: person.email ?? person.id, atMs: opened.nowMs() });
  return alertSettingsAnswer(opened);
});
