import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { testEventTrack } from '@/lib/server/streams/test-event-track';
import { mostInBurst, type TestEventTracks } from '@/lib/test-events/test-event';

const burst = z.object({
  ids: z
    .string()
    .default('')
    .transform((ids) => ids.split(',').filter((id) => id !== ''))
    .refine((ids) => ids.length <= mostInBurst, { error: `must be at most ${mostInBurst}` }),
});

/** Where the test events of a burst are. */
export const GET = apiRoute('viewer', async ({ query }) => {
  const { ids } = parseQuery(burst, query);
  const opened = await store();
  return { tracks: await Promise.all(ids.map((id) => testEventTrack(opened, id))) } satisfies TestEventTracks;
});
