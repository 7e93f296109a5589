import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchJob, numberOfJob } from '@/lib/server/http/job-problem';
import { jobAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  return (await jobAnswer(await store(), numberOfJob(params.id))) ?? noSuchJob();
});
