import { ledgerQuery } from '@/lib/ledger/ledger-search';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { ledgerAnswer } from '@/lib/server/ledger/ledger-answers';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { range } = parseQuery(ledgerQuery, query);
  // What Auth0 lists as failed is one of the three columns.
  noteDeliveryViewer();
  return ledgerAnswer(await store(), params.id, range);
});
