import { jobActs } from '@/lib/jobs/job';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { noSuchJob, numberOfJob, unknownAct, wrongState } from '@/lib/server/http/job-problem';
import { jobAnswer } from '@/lib/server/jobs/job-answers';
import { actOnJob } from '@/lib/server/jobs/job-deeds';
import { store } from '@/lib/server/process/store';

/** The job as it is now; of a retry the new one, with 201. */
export const POST = apiRoute<{ id: string; act: string }>('operator', async ({ params, person }) => {
  const act = jobActs.find((known) => known === params.act) ?? unknownAct();
  const opened = await store();
  const acted =
    (await actOnJob({ store: opened, actor: person.email ?? person.id, id: numberOfJob(params.id), act })) ??
    noSuchJob();
  if (!acted.isChanged) wrongState(act, acted.job);
  return json(await jobAnswer(opened, acted.job.id), act === 'retry' ? 201 : 200);
});
