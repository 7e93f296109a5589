import { jobKey, jobListQuery, jobsPerPage, newJobBody } from '@/lib/jobs/job-query';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';
import { parseJsonBody, parseQuery } from '@/lib/server/http/query';
import { jobAnswer, jobListAnswer } from '@/lib/server/jobs/job-answers';
import { createJob } from '@/lib/server/jobs/create-job';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async ({ query }) => {
  const { before } = parseQuery(jobListQuery, query);
  return jobListAnswer(await store(), { limit: jobsPerPage, ...(before !== undefined && { before }) });
});

function headerKey(request: Request): string | null {
  const given = request.headers.get('idempotency-key');
  if (given === null) return null;
  const parsed = jobKey.safeParse(given);
  if (!parsed.success) throw new Problem(400, 'Bad value', 'Idempotency-Key must have 1 to 200 characters.');
  return parsed.data;
}

/** 201 with the job, also where the key had made it before. */
export const POST = apiRoute('operator', async ({ request, person }) => {
  const body = await parseJsonBody(newJobBody, request);
  const key = headerKey(request) ?? body.key ?? null;
  const opened = await store();
  const by = {
    store: opened,
    actor: person.email ?? person.id,
    // One person's key must not name another's job.
    key: key === null ? null : `${person.id} ${key}`,
  };
  const { job } = await createJob(by, body);
  return json(await jobAnswer(opened, job.id), 201);
});
