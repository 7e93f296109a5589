import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { management } from '@/lib/server/management/client';
import { sendTestEvent } from '@/lib/server/streams/stream-deeds';
import { sendTestBurst } from '@/lib/server/streams/test-burst';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { dataOf } from '@/lib/test-events/check-data';
import { mostInBurst, type TestEventAnswer, testEventTypes } from '@/lib/test-events/test-event';

const test = z
  .object({
    eventType: z.enum(testEventTypes),
    data: z.unknown().optional(),
    count: z
      .number()
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(mostInBurst, `must be at most ${mostInBurst}`)
      .optional(),
  })
  .transform((body, context) => {
    const checked = body.data === undefined ? null : dataOf(body.eventType, body.data);
    const [problem] = checked?.problems ?? [];
    if (problem !== undefined) {
      const path = ['data', ...(problem.field?.split('.') ?? [])];
      context.addIssue({ code: 'custom', path, message: problem.text });
    }
    return { ...body, data: checked?.data ?? undefined };
  });

export const POST = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { eventType, data, count } = await parseJsonBody(test, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  const asked = { ...deed, streamId: params.id, eventType, ...(data !== undefined && { data }) };
  if (count !== undefined) return sendTestBurst({ ...asked, count });
  const sent = await sendTestEvent(asked);
  return { ...sent, acceptedAtMs: Date.now() } satisfies TestEventAnswer;
});
