import { deliveryQuery } from '@/lib/deliveries/delivery-search';
import { apiRoute } from '@/lib/server/http/api-route';
import { deliveryCausesAnswer } from '@/lib/server/deliveries/delivery-answers';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const GET = apiRoute('viewer', async ({ query }) => {
  const filters = parseQuery(deliveryQuery, query);
  noteDeliveryViewer();
  return deliveryCausesAnswer(await store(), filters);
});
