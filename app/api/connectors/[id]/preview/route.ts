import { previewBody } from '@/lib/connectors/connector-query';
import { previewConnector } from '@/lib/server/connectors/records/record-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** What would be done, by the settings that are saved or by those of the body. Nothing is written at the other side. */
export const POST = apiRoute<{ id: string }>('operator', async ({ params, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const asked = await parseJsonBody(previewBody, request);
  return previewConnector({ store: await store(), id, ...asked });
});
