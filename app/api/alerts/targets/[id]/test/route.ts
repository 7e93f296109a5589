import { testTarget } from '@/lib/server/alerts/alert-deeds';
import { noSuchTarget, numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const POST = apiRoute<{ id: string }>('admin', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchTarget);
  return (await testTarget({ store: await store(), actor: person.email ?? person.id, id })) ?? noSuchTarget();
});
