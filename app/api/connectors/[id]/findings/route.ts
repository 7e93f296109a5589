import { findingsBody } from '@/lib/jobs/job-query';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { settleFindings } from '@/lib/server/jobs/finding-deeds';
import { store } from '@/lib/server/process/store';

/** Does something about findings of a comparison. */
export const POST = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const asked = await parseJsonBody(findingsBody, request);
  return settleFindings({ store: await store(), actor: person.email ?? person.id, id, ...asked });
});
