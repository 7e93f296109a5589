import { ledgerItemsQuery } from '@/lib/ledger/ledger-search';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { ledgerItemsAnswer } from '@/lib/server/ledger/ledger-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { combination, from, to, cursor } = parseQuery(ledgerItemsQuery, query);
  return ledgerItemsAnswer(await store(), params.id, { combination, fromMs: from, toMs: to, after: cursor });
});
