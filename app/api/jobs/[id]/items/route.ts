import { jobItemsQuery } from '@/lib/jobs/job-query';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchJob, numberOfJob } from '@/lib/server/http/job-problem';
import { parseQuery } from '@/lib/server/http/query';
import { jobItemsAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { result, cursor } = parseQuery(jobItemsQuery, query);
  const opened = await store();
  const id = numberOfJob(params.id);
  if ((await opened.getJob(id)) === null) noSuchJob();
  return jobItemsAnswer(opened, id, {
    ...(result !== undefined && { results: result }),
    ...(cursor !== undefined && { after: cursor }),
  });
});
