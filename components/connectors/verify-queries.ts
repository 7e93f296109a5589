import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { type FindingKind, type settledFindings } from '@/lib/connectors/finding';
import { type JobItemsAnswer } from '@/lib/jobs/job-answers';
import { apiPaths } from '@/lib/paths';

/** Findings by what they are, or by what was done about them. */
export type FindingFilter = FindingKind | (typeof settledFindings)[number];

const firstPage: number | null = null;

/** Findings of a comparison, page by page. It hangs on the topic of jobs. */
export function findingListQuery(jobId: number, filter: FindingFilter | null) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'findings', jobId, filter],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) => {
      const query = new URLSearchParams();
      if (filter !== null) query.set('result', filter);
      if (pageParam !== null) query.set('cursor', String(pageParam));
      const path = query.size === 0 ? apiPaths.jobItems(jobId) : `${apiPaths.jobItems(jobId)}?${query.toString()}`;
      return getJson<JobItemsAnswer>(path, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page: JobItemsAnswer) => page.next,
    placeholderData: keepPreviousData,
  });
}
