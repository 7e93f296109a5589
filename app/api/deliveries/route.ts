import { deliveriesPerPage, deliveryQuery } from '@/lib/deliveries/delivery-search';
import { apiRoute } from '@/lib/server/http/api-route';
import { deliveryListAnswer } from '@/lib/server/deliveries/delivery-answers';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const GET = apiRoute('viewer', async ({ query }) => {
  const { before, ...filters } = parseQuery(deliveryQuery, query);
  noteDeliveryViewer();
  const page = before === undefined ? { limit: deliveriesPerPage } : { limit: deliveriesPerPage, before };
  return deliveryListAnswer(await store(), filters, page);
});
