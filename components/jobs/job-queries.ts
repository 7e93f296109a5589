import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { isActive, type Job } from '@/lib/jobs/job';
import { type JobAnswer, type JobItemsAnswer, type JobListAnswer } from '@/lib/jobs/job-answers';
import { type ResultGroup, resultsOf } from '@/lib/jobs/result-search';
import { apiPaths } from '@/lib/paths';

/** The live topic that refreshes everything about jobs. */
export const jobsKey = ['jobs'] as const;

const firstPage: number | null = null;

/** All jobs, newest first, page by page. */
export const jobListQuery = infiniteQueryOptions({
  queryKey: [...jobsKey, 'list'],
  queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
    getJson<JobListAnswer>(pageParam === null ? apiPaths.jobs : `${apiPaths.jobs}?before=${pageParam}`, { signal }),
  initialPageParam: firstPage,
  getNextPageParam: (page: JobListAnswer) => page.older,
  refetchOnMount: ({ state: { data } }) => refetchWhileActive(data?.pages.flatMap((page) => page.items)),
});

/**
 * When a screen opens: what the page brought along may be from before a step, whose notice came while nothing listened to it
 * here. Only a job that has not ended can have moved.
 */
export function refetchWhileActive(jobs: readonly Pick<Job, 'state'>[] | undefined): boolean | 'always' {
  return jobs?.some(({ state }) => isActive(state)) === true ? 'always' : true;
}

export function jobQuery(id: number) {
  return queryOptions({
    queryKey: [...jobsKey, 'one', id],
    queryFn: ({ signal }) => getJson<JobAnswer>(apiPaths.job(id), { signal }),
    refetchOnMount: ({ state: { data } }) => refetchWhileActive(data === undefined ? undefined : [data]),
  });
}

/** The items of a job with some result, in the order of work, page by page. The former ones stay until the new ones have come. */
export function jobItemsQuery(id: number, group: ResultGroup | null) {
  return infiniteQueryOptions({
    queryKey: [...jobsKey, 'items', id, group],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      getJson<JobItemsAnswer>(`${apiPaths.jobItems(id)}${itemsQuery(group, pageParam)}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: JobItemsAnswer) => page.next,
    placeholderData: keepPreviousData,
  });
}

function itemsQuery(group: ResultGroup | null, cursor: number | null): string {
  const query = new URLSearchParams();
  const results = resultsOf(group);
  if (results !== undefined) query.set('result', results.join(','));
  if (cursor !== null) query.set('cursor', String(cursor));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
