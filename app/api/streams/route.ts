import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';
import { streamListAnswer } from '@/lib/server/streams/stream-answers';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const GET = apiRoute('viewer', async () => {
  noteDeliveryViewer();
  return streamListAnswer(await store());
});
