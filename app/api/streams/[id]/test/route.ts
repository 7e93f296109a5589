import { z } from 'zod';
import { apiRoute } from '@/lib/server/api-route';
import { management } from '@/lib/server/management/client';
import { sendTestEvent } from '@/lib/server/management/stream-deeds';
import { parseJsonBody } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { type TestEventAnswer } from '@/lib/streams/stream-view';
import { testEventTypes } from '@/lib/streams/test-event-types';

const test = z.object({ eventType: z.enum(testEventTypes) });

export const POST = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { eventType } = await parseJsonBody(test, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  const sent = await sendTestEvent({ ...deed, streamId: params.id, eventType });
  return { ...sent, acceptedAtMs: Date.now() } satisfies TestEventAnswer;
});
