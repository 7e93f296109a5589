import { type RedeliverAnswer } from '@/lib/deliveries/delivery-view';
import { apiRoute, json } from '@/lib/server/api-route';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/store';
import { redeliverOne } from '@/lib/server/workers/redeliver';

/** 202: asked, which is not yet arrived. */
export const POST = apiRoute<{ streamId: string; eventId: string }>('operator', async ({ params, person }) => {
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return json((await redeliverOne({ ...deed, ...params })) satisfies RedeliverAnswer, 202);
});
