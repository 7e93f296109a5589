import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { streamHistoryAnswer } from '@/lib/server/streams/stream-answers';
import { changesPerPage, streamHistoryQuery } from '@/lib/streams/stream-search';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { before } = parseQuery(streamHistoryQuery, query);
  return streamHistoryAnswer(await store(), params.id, {
    limit: changesPerPage,
    ...(before !== undefined && { before }),
  });
});
