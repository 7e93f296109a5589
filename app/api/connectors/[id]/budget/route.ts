import { hubspotBudget } from '@/lib/server/connectors/hubspot/hubspot-budget';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** How many requests of the account's day are used. */
export const GET = apiRoute<{ id: string }>('operator', async ({ params }) => {
  const id = numberOf(params.id, noSuchConnector);
  return hubspotBudget({ store: await store(), id });
});
