import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { management } from '@/lib/server/management/client';
import { changeStreamStatus } from '@/lib/server/streams/stream-deeds';
import { parseJsonBody, parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { streamAnswer } from '@/lib/server/streams/stream-answers';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { streamQuery } from '@/lib/streams/stream-search';

const change = z.object({ status: z.enum(['enabled', 'disabled']) });

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { range } = parseQuery(streamQuery, query);
  noteDeliveryViewer();
  return streamAnswer(await store(), params.id, range);
});

export const PATCH = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { status } = await parseJsonBody(change, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return changeStreamStatus({ ...deed, streamId: params.id, status });
});
