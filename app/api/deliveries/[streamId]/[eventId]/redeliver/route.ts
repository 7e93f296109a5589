import { type RedeliverAnswer } from '@/lib/deliveries/delivery-view';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';
import { redeliver } from '@/lib/server/deliveries/redeliver';

/** 202: asked, which is not yet arrived. */
export const POST = apiRoute<{ streamId: string; eventId: string }>('operator', async ({ params, person }) => {
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return json((await redeliver({ ...deed, ...params })) satisfies RedeliverAnswer, 202);
});
