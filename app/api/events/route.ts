import { apiRoute } from '@/lib/server/api-route';
import { listEventPage } from '@/lib/server/events-list';
import { parseEventQuery } from '@/lib/server/events-params';
import { store } from '@/lib/server/store';

export const GET = apiRoute('viewer', async ({ query }) => {
  const { limit, ...search } = parseEventQuery(query);
  return listEventPage(await store(), search, limit);
});
