import { apiRoute } from '@/lib/server/http/api-route';
import { wantFeed } from '@/lib/server/ledger/ledger-deeds';
import { store } from '@/lib/server/process/store';

/** Has the event feed read now; the topic `ledger` tells when it was. */
export const POST = apiRoute<{ id: string }>('operator', async ({ person }) =>
  wantFeed({ store: await store(), actor: person.email ?? person.id }),
);
