import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { jobAnswer } from '@/lib/server/jobs/job-answers';
import { createVerify } from '@/lib/server/jobs/job-deeds';
import { store } from '@/lib/server/process/store';

/** 201 with the job; the one that is under way where there is one. */
export const POST = apiRoute<{ id: string }>('operator', async ({ params, person }) => {
  const connector = numberOf(params.id, noSuchConnector);
  const opened = await store();
  const making = { store: opened, actor: person.email ?? person.id, key: null };
  const { job } = await createVerify({ ...making, input: { connector } });
  return json(await jobAnswer(opened, job.id), 201);
});
