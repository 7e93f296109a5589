import { deliveryQuery } from '@/lib/deliveries/delivery-search';
import { apiRoute } from '@/lib/server/api-route';
import { deliveryCausesAnswer } from '@/lib/server/delivery-pages';
import { parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { noteDeliveryViewer } from '@/lib/server/workers/workers';

export const GET = apiRoute('viewer', async ({ query }) => {
  const filters = parseQuery(deliveryQuery, query);
  noteDeliveryViewer();
  return deliveryCausesAnswer(await store(), filters);
});
