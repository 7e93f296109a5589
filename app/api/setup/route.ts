import { z } from 'zod';
import { apiRoute } from '@/lib/server/api-route';
import { parseQuery } from '@/lib/server/query';
import { readSetup } from '@/lib/server/setup';
import { store } from '@/lib/server/store';

const setupQuery = z.object({ fresh: z.literal('1').optional() });

export const GET = apiRoute('viewer', async ({ person, query }) => {
  const { fresh } = parseQuery(setupQuery, query);
  return readSetup(await store(), person, { fresh: fresh === '1' });
});
