import { apiRoute } from '@/lib/server/http/api-route';
import { undeliveredAnswer } from '@/lib/server/deliveries/delivery-answers';
import { Problem } from '@/lib/server/http/problem';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  noteDeliveryViewer();
  const answer = await undeliveredAnswer(await store(), params.id);
  if (answer === null) throw new Problem(404, 'No such delivery', 'No failed delivery of this event is known.');
  return answer;
});
