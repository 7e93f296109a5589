import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type Overview } from '@/lib/overview/overview';
import { type OverviewRange } from '@/lib/overview/overview-range';
import { getJson } from '../data/api';

/** Without any event the axis still moves on; this often (ms) the overview is read anew. */
export const overviewEveryMs = 20_000;

export const overviewQuery = (range: OverviewRange) =>
  queryOptions({
    queryKey: ['overview', range],
    queryFn: ({ signal }) => getJson<Overview>(apiPaths.overview(range), { signal }),
    placeholderData: keepPreviousData,
  });
