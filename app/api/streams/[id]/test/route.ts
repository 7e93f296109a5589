import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { management } from '@/lib/server/management/client';
import { sendTestEvent } from '@/lib/server/streams/stream-deeds';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { type TestEventAnswer, testEventTypes } from '@/lib/test-events/test-event';

const test = z.object({ eventType: z.enum(testEventTypes) });

export const POST = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { eventType } = await parseJsonBody(test, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  const sent = await sendTestEvent({ ...deed, streamId: params.id, eventType });
  return { ...sent, acceptedAtMs: Date.now() } satisfies TestEventAnswer;
});
