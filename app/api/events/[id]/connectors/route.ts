import { eventConnectorsAnswer } from '@/lib/server/connectors/event-connectors-answer';
import { apiRoute } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';
import { store } from '@/lib/server/process/store';

/** What each connector has made of one event. */
export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const answer = await eventConnectorsAnswer(await store(), params.id);
  if (answer === null)
    throw new Problem(404, 'No such event', 'It was never received here, or it was removed from this database.');
  return answer;
});
