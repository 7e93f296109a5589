import { apiRoute } from '@/lib/server/http/api-route';
import { takeBackIgnore } from '@/lib/server/ledger/ledger-deeds';
import { store } from '@/lib/server/process/store';

/** Takes a note back. */
export const DELETE = apiRoute<{ id: string; seq: string }>('operator', async ({ params, person }) => {
  const by = { store: await store(), actor: person.email ?? person.id, streamId: params.id };
  return takeBackIgnore({ ...by, seq: params.seq });
});
