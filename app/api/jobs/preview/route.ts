import { jobPreviewBody } from '@/lib/jobs/job-query';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { previewRedelivery } from '@/lib/server/jobs/redelivery-preview';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';

/** What a job would do; writes nothing. */
export const POST = apiRoute('operator', async ({ request }) => {
  const { input } = await parseJsonBody(jobPreviewBody, request);
  return previewRedelivery({ store: await store(), management: management() }, input);
});
