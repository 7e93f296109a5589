import { z } from 'zod';
import { apiRoute } from '@/lib/server/api-route';
import { parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { readTimeline } from '@/lib/server/user-pages';

const timelineQuery = z.object({ before: z.string().max(500).nullable().default(null) });

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) =>
  readTimeline(await store(), params.id, parseQuery(timelineQuery, query).before),
);
