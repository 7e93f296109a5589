import { reviewListQuery, reviewsPerPage } from '@/lib/connectors/connector-query';
import { sinceOf } from '@/lib/connectors/review-span';
import { reviewListAnswer } from '@/lib/server/connectors/connector-answers';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** Everything that a person must decide, of all connectors, newest first. */
export const GET = apiRoute('viewer', async ({ query }) => {
  const { connector, reason, since, before } = parseQuery(reviewListQuery, query);
  const page = { limit: reviewsPerPage, ...(before !== undefined && { before }) };
  const opened = await store();
  const sinceMs = sinceOf(since, opened.nowMs());
  return reviewListAnswer(opened, { connectorId: connector, reasons: reason, sinceMs }, page);
});
