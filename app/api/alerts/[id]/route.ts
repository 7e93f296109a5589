import { alertAnswer } from '@/lib/server/alerts/alert-answers';
import { noSuchAlert, numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  return (await alertAnswer(await store(), numberOf(params.id, noSuchAlert))) ?? noSuchAlert();
});
