import { apiRoute } from '@/lib/server/http/api-route';
import { eventListAnswer } from '@/lib/server/events/event-list';
import { parseEventQuery } from '@/lib/server/events/event-query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async ({ query }) => {
  const { limit, ...search } = parseEventQuery(query);
  return eventListAnswer(await store(), search, limit);
});
