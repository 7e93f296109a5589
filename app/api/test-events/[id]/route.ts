import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';
import { type TestEventTrack } from '@/lib/test-events/test-event';

/** Where a test event is. One that has not arrived is no error, it is what the tracker waits for. */
export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const event = await (await store()).getEvent(params.id);
  return {
    eventId: params.id,
    receivedAtMs: event?.receivedAtMs ?? null,
    outcome: event?.outcome ?? null,
  } satisfies TestEventTrack;
});
