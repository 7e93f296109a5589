import { alertTargetBody } from '@/lib/alerts/alert-query';
import { addTarget } from '@/lib/server/alerts/alert-deeds';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

export const POST = apiRoute('admin', async ({ person, request }) => {
  const input = await parseJsonBody(alertTargetBody, request);
  return json(await addTarget({ store: await store(), actor: person.email ?? person.id, input }), 201);
});
