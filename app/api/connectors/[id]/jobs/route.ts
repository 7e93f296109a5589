import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { connectorJobsAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const id = numberOf(params.id, noSuchConnector);
  const opened = await store();
  if ((await opened.getConnector(id)) === null) noSuchConnector();
  return connectorJobsAnswer(opened, id);
});
