import { alertListQuery } from '@/lib/alerts/alert-query';
import { alertListAnswer } from '@/lib/server/alerts/alert-answers';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async ({ query }) => {
  noteDeliveryViewer();
  return alertListAnswer(await store(), parseQuery(alertListQuery, query));
});
