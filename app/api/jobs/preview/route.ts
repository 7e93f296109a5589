import { jobPreviewBody } from '@/lib/jobs/job-query';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { previewApply } from '@/lib/server/jobs/apply-preview';
import { previewRedelivery } from '@/lib/server/jobs/redelivery-preview';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';

/** What a job would do; writes nothing. */
export const POST = apiRoute('operator', async ({ request }) => {
  const { kind, input } = await parseJsonBody(jobPreviewBody, request);
  const world = { store: await store(), management: management() };
  return kind === 'apply' ? previewApply(world, input) : previewRedelivery(world, input);
});
