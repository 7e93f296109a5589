import { targetListQuery } from '@/lib/connectors/connector-query';
import { hubspotTargets } from '@/lib/server/connectors/hubspot/hubspot-targets';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** What a mapping can fill: the properties of contacts. */
export const GET = apiRoute<{ id: string }>('admin', async ({ params, query }) => {
  const id = numberOf(params.id, noSuchConnector);
  const { fresh } = parseQuery(targetListQuery, query);
  return hubspotTargets({ store: await store(), id, isFresh: fresh !== undefined });
});
