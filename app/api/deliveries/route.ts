import { deliveriesPerPage, deliveryQuery } from '@/lib/deliveries/delivery-search';
import { apiRoute } from '@/lib/server/api-route';
import { deliveryListAnswer } from '@/lib/server/delivery-pages';
import { parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { noteDeliveryViewer } from '@/lib/server/workers/workers';

export const GET = apiRoute('viewer', async ({ query }) => {
  const { before, ...filters } = parseQuery(deliveryQuery, query);
  noteDeliveryViewer();
  const page = before === undefined ? { limit: deliveriesPerPage } : { limit: deliveriesPerPage, before };
  return deliveryListAnswer(await store(), filters, page);
});
