import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Overview, type RejectionList } from '@/lib/overview/overview';
import { type OverviewRange } from '@/lib/overview/overview-range';
import { getJson } from '../api';

/** Without any event the axis still moves on; this often (ms) the overview is read anew. */
export const overviewEveryMs = 20_000;

export const overviewQuery = (range: OverviewRange) =>
  queryOptions({
    queryKey: ['overview', range],
    queryFn: ({ signal }) => getJson<Overview>(`/api/overview?range=${range}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const rejectionsQuery = queryOptions({
  queryKey: ['rejections'],
  queryFn: ({ signal }) => getJson<RejectionList>('/api/rejections', { signal }),
});
