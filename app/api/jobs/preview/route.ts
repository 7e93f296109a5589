import { jobPreviewBody } from '@/lib/jobs/job-query';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { previewJob } from '@/lib/server/jobs/job-preview';
import { store } from '@/lib/server/process/store';

/** What a job would do; writes nothing. */
export const POST = apiRoute('operator', async ({ request }) =>
  previewJob(await store(), await parseJsonBody(jobPreviewBody, request)),
);
