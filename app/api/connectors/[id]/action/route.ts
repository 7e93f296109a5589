import { actionAnswer } from '@/lib/server/connectors/hubspot/action-file';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** The code of the Action that does what a HubSpot connector does, as text. */
export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const id = numberOf(params.id, noSuchConnector);
  return actionAnswer((await (await store()).getConnector(id)) ?? noSuchConnector());
});
