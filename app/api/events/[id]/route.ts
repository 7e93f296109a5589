import { apiRoute } from '@/lib/server/api-route';
import { eventView } from '@/lib/server/event-detail';
import { parseEventQuery } from '@/lib/server/events-params';
import { Problem } from '@/lib/server/problem';
import { store } from '@/lib/server/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const view = await eventView(await store(), params.id, parseEventQuery(query));
  if (view === null) throw new Problem(404, 'No such event', 'It was never received, or retention has removed it.');
  return view;
});
