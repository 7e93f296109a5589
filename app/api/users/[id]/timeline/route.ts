import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { userTimelineAnswer } from '@/lib/server/users/user-answers';

const timelineQuery = z.object({ before: z.string().max(500).nullable().default(null) });

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) =>
  userTimelineAnswer(await store(), params.id, parseQuery(timelineQuery, query).before),
);
