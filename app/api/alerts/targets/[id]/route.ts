import { noSuchTarget, numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const DELETE = apiRoute<{ id: string }>('admin', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchTarget);
  const opened = await store();
  const isKnown = await opened.removeAlertTarget(id, { actor: person.email ?? person.id, atMs: opened.nowMs() });
  return isKnown ? new Response(null, { status: 204 }) : noSuchTarget();
});
