import { apiRoute } from '@/lib/server/http/api-route';
import { eventAnswer } from '@/lib/server/events/event-detail';
import { parseEventQuery } from '@/lib/server/events/event-query';
import { Problem } from '@/lib/server/http/problem';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const view = await eventAnswer(await store(), params.id, parseEventQuery(query));
  if (view === null)
    throw new Problem(404, 'No such event', 'It was never received here, or it was removed from this database.');
  return view;
});
