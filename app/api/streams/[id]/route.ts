import { z } from 'zod';
import { apiRoute } from '@/lib/server/api-route';
import { management } from '@/lib/server/management/client';
import { changeStreamStatus } from '@/lib/server/management/stream-deeds';
import { parseJsonBody, parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { streamDetailAnswer } from '@/lib/server/stream-pages';
import { streamQuery } from '@/lib/streams/stream-search';

const change = z.object({ status: z.enum(['enabled', 'disabled']) });

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { range } = parseQuery(streamQuery, query);
  return streamDetailAnswer(await store(), params.id, range);
});

export const PATCH = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { status } = await parseJsonBody(change, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return changeStreamStatus({ ...deed, streamId: params.id, status });
});
