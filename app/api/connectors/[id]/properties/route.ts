import { makeProperties } from '@/lib/server/connectors/hubspot/hubspot-targets';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** Makes the properties that the mapping needs and that are missing there. What a check finds then. */
export const POST = apiRoute<{ id: string }>('admin', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchConnector);
  return makeProperties({ store: await store(), actor: person.email ?? person.id, id });
});
