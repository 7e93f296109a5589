import { alertActs } from '@/lib/alerts/alert';
import { deedOf } from '@/lib/alerts/alert-deed';
import { alertActBody } from '@/lib/alerts/alert-query';
import { alertAnswer } from '@/lib/server/alerts/alert-answers';
import { noSuchAlert, numberOf, unknownAlertAct, wrongAlertState } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** The alert as it is now. */
export const POST = apiRoute<{ id: string; act: string }>('operator', async ({ params, person, request }) => {
  const act = alertActs.find((known) => known === params.act) ?? unknownAlertAct();
  const id = numberOf(params.id, noSuchAlert);
  const body = await parseJsonBody(alertActBody, request);
  const opened = await store();
  const { level } = (await opened.getAlert(id)) ?? noSuchAlert();
  const deed = deedOf(act, body, { actor: person.email ?? person.id, atMs: opened.nowMs(), level });
  if (typeof deed === 'string') throw new Problem(400, 'Bad value', deed);
  const acted = (await opened.actOnAlert(id, deed)) ?? noSuchAlert();
  if (!acted.isChanged) wrongAlertState(act, acted.alert);
  return alertAnswer(opened, id);
});
