import { mendConnectorTable } from '@/lib/server/connectors/connector-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** What a check finds then. */
export const POST = apiRoute<{ id: string }>('admin', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchConnector);
  return mendConnectorTable({ store: await store(), actor: person.email ?? person.id, id });
});
