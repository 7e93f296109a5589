import { z } from 'zod';
import { defaultOverviewRange, overviewRanges } from '@/lib/overview/overview-range';
import { apiRoute } from '@/lib/server/api-route';
import { readOverview } from '@/lib/server/overview';
import { parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';

const overviewQuery = z.object({ range: z.enum(overviewRanges).default(defaultOverviewRange) });

export const GET = apiRoute('viewer', async ({ query }) =>
  readOverview(await store(), parseQuery(overviewQuery, query).range),
);
