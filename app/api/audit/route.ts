import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { integerParam, parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

const auditQuery = z.object({
  before: integerParam.optional(),
  after: integerParam.optional(),
  limit: integerParam.pipe(z.number().min(1).max(200)).default(50),
});

export const GET = apiRoute('admin', async ({ query }) => {
  const { before, after, limit } = parseQuery(auditQuery, query);
  const held = await store();
  return held.listAudit({
    limit,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
});
