import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { setupAnswer } from '@/lib/server/setup/setup-answer';
import { store } from '@/lib/server/process/store';

const setupQuery = z.object({ fresh: z.literal('1').optional() });

export const GET = apiRoute('viewer', async ({ person, query }) => {
  const { fresh } = parseQuery(setupQuery, query);
  return setupAnswer(await store(), person, { fresh: fresh === '1' });
});
