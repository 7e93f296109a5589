import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import {
  type CallListAnswer,
  type RecordListAnswer,
  type ReviewListAnswer,
  type ReviewRow,
} from '@/lib/connectors/connector-answers';
import { reviewFilterQuery, type ReviewFilters } from '@/lib/connectors/review-search';
import { apiPaths } from '@/lib/paths';

const firstPage: number | null = null;

/** The live topic of connectors refreshes whatever is below this key. */
const reviewsKey = ['connectors', 'reviews'] as const;

/** Cases that wait for a person, newest first, page by page. The former ones stay until the new ones have come. */
export function reviewListQuery({ connector, reason, since }: ReviewFilters) {
  return infiniteQueryOptions({
    queryKey: [...reviewsKey, 'list', connector, reason, since],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) => {
      const filters = reviewFilterQuery({ connector, reason, since });
      const before = pageParam === null ? '' : `${filters === '' ? '?' : '&'}before=${pageParam}`;
      return getJson<ReviewListAnswer>(`${apiPaths.reviews}${filters}${before}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page: ReviewListAnswer) => page.older,
    placeholderData: keepPreviousData,
  });
}

/** One case, wherever it is in the list; null when nobody waits for a decision about it any more. */
export function reviewQuery(seq: number) {
  return queryOptions({
    queryKey: [...reviewsKey, 'one', seq],
    queryFn: async ({ signal }): Promise<ReviewRow | null> => {
      const { items } = await getJson<ReviewListAnswer>(`${apiPaths.reviews}?before=${seq + 1}`, { signal });
      return items.find((item) => item.seq === seq) ?? null;
    },
  });
}

/** What stands in these records now. Read at the other side when a person looks, and when they ask for it again. */
export function recordsQuery(id: number, ids: readonly string[]) {
  return queryOptions({
    queryKey: ['records', id, 'ids', ids],
    queryFn: ({ signal }) => getJson<RecordListAnswer>(apiPaths.connectorRecordsOf(id, ids.join(',')), { signal }),
    enabled: ids.length > 0,
    staleTime: 60_000,
    retry: false,
  });
}

/** Records that some words may mean. */
export function recordSearchQuery(id: number, q: string) {
  return queryOptions({
    queryKey: ['records', id, 'search', q],
    queryFn: ({ signal }) => getJson<RecordListAnswer>(apiPaths.connectorRecordSearch(id, q), { signal }),
    enabled: q !== '',
    staleTime: 60_000,
    retry: false,
  });
}

/** The newest requests about one user. */
export function triedQuery(id: number, key: string) {
  return queryOptions({
    queryKey: ['connectors', 'tried', id, key],
    queryFn: ({ signal }) =>
      getJson<CallListAnswer>(`${apiPaths.connectorCalls(id)}?user=${encodeURIComponent(key)}`, { signal }),
  });
}
