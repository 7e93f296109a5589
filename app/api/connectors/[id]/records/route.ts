import { recordListQuery } from '@/lib/connectors/connector-query';
import { recordListAnswer } from '@/lib/server/connectors/record-list-answer';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** Records of the other side to choose from, read now. Nothing is written there. */
export const GET = apiRoute<{ id: string }>('operator', async ({ params, query }) => {
  const id = numberOf(params.id, noSuchConnector);
  return recordListAnswer(await store(), id, parseQuery(recordListQuery, query));
});
