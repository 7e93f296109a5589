import { z } from 'zod';
import { defaultOverviewRange, overviewRanges } from '@/lib/overview/overview-range';
import { apiRoute } from '@/lib/server/http/api-route';
import { overviewAnswer } from '@/lib/server/overview/overview-answer';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

const overviewQuery = z.object({ range: z.enum(overviewRanges).default(defaultOverviewRange) });

export const GET = apiRoute('viewer', async ({ query }) => {
  const { range } = parseQuery(overviewQuery, query);
  noteDeliveryViewer();
  return overviewAnswer(await store(), range);
});
