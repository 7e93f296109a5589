import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { apiPaths } from '@/lib/paths';
import { type Page } from '@/lib/page';
import { type StreamChange } from '@/lib/streams/stream-history';
import { type StreamRange } from '@/lib/streams/stream-search';
import { type StreamDetailAnswer, type StreamListAnswer } from '@/lib/streams/stream-view';

// An arrival, a failure and a switch all change what these screens show, so they hang on every notice, as `overview` does.
const everyNotice = 'overview';

/** Key of everything about event streams, to be invalidated after a change. */
export const streamsKey = [everyNotice, 'streams'];

/** What Auth0 counts comes without a notice; this often (ms) it is read anew. */
export const streamsEveryMs = 30_000;

export const streamListQuery = queryOptions({
  queryKey: [...streamsKey, 'list'],
  queryFn: ({ signal }) => getJson<StreamListAnswer>(apiPaths.streams, { signal }),
  retry: 1,
});

export function streamQuery(id: string, range: StreamRange) {
  return queryOptions({
    queryKey: [...streamsKey, 'detail', id, range],
    queryFn: ({ signal }) => getJson<StreamDetailAnswer>(apiPaths.streamOver(id, range), { signal }),
    retry: 1,
  });
}

/** What has changed of one event stream, page by page. */
export function streamHistoryQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...streamsKey, 'history', id],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?before=${pageParam}`;
      return getJson<Page<StreamChange>>(`${apiPaths.streamHistory(id)}${query}`, { signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.older,
    retry: 1,
  });
}
