import { callListQuery, callsPerPage } from '@/lib/connectors/connector-query';
import { callListAnswer } from '@/lib/server/connectors/connector-answers';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const id = numberOf(params.id, noSuchConnector);
  const { result, user, before } = parseQuery(callListQuery, query);
  const opened = await store();
  if ((await opened.getConnector(id)) === null) noSuchConnector();
  const page = { limit: callsPerPage, ...(before !== undefined && { before }) };
  return callListAnswer(opened, id, { query: { results: result, laneKey: user }, page });
});
