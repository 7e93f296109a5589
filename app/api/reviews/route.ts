import { reviewListQuery, reviewsPerPage } from '@/lib/connectors/connector-query';
import { reviewListAnswer } from '@/lib/server/connectors/connector-answers';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** Everything that a person must decide, of all connectors, newest first. */
export const GET = apiRoute('viewer', async ({ query }) => {
  const { connector, reason, before } = parseQuery(reviewListQuery, query);
  const page = { limit: reviewsPerPage, ...(before !== undefined && { before }) };
  return reviewListAnswer(await store(), { connectorId: connector, reasons: reason }, page);
});
