import { bulkReviewBody } from '@/lib/connectors/connector-query';
import { decideReviews } from '@/lib/server/connectors/lane-deeds';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** Decides the same for everybody with one reason; how many it was decided for. */
export const POST = apiRoute('operator', async ({ person, request }) => {
  const asked = await parseJsonBody(bulkReviewBody, request);
  return decideReviews({ store: await store(), actor: person.email ?? person.id, ...asked });
});
