import { jobItemsQuery } from '@/lib/jobs/job-query';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchJob, numberOfJob } from '@/lib/server/http/job-problem';
import { parseQuery } from '@/lib/server/http/query';
import { jobItemsAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { result, cursor } = parseQuery(jobItemsQuery, query);
  const opened = await store();
  const job = (await opened.getJob(numberOfJob(params.id))) ?? noSuchJob();
  return jobItemsAnswer(opened, job, {
    ...(result !== undefined && { results: result }),
    ...(cursor !== undefined && { after: cursor }),
  });
});
