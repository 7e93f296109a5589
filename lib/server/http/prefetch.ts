import 'server-only';
import { type InfiniteData, type QueryClient, type QueryKeyWithDataTag } from '@tanstack/react-query';
import { soon } from '../process/soon';

/** A page waits this long (ms) for what it shows, then goes out with a skeleton. */
const patienceMs = 2_500;

/** What a page knows after prefetching; both are null when the patience ended first. */
export interface Prefetched<T> {
  data: T | null;
  error: unknown;
}

type Query<T> = { queryKey: readonly unknown[] } & QueryKeyWithDataTag<readonly unknown[], T>;

/**
 * Loads what a screen shows first, under the key the browser uses. It tries once: React Query's retries would hold the
 * page for seconds. The browser repeats what failed or came late, because it can say so.
 */
export function prefetch<T>(
  client: QueryClient,
  query: Query<T> & { initialPageParam?: never },
  read: () => Promise<NoInfer<T>>,
): Promise<Prefetched<T>>;
export function prefetch<T, P>(
  client: QueryClient,
  query: Query<InfiniteData<T>> & { initialPageParam: P },
  read: (page: NoInfer<P>) => Promise<NoInfer<T>>,
): Promise<Prefetched<InfiniteData<T>>>;
export async function prefetch(
  client: QueryClient,
  { queryKey, ...query }: { queryKey: readonly unknown[]; initialPageParam?: unknown },
  read: (page?: unknown) => Promise<unknown>,
): Promise<Prefetched<unknown>> {
  const loading =
    'initialPageParam' in query
      ? client.infiniteQuery({
          queryKey,
          queryFn: ({ pageParam }) => read(pageParam),
          initialPageParam: query.initialPageParam,
          retry: false,
        })
      : client.query({ queryKey, queryFn: () => read(), retry: false });
  const settled = loading.then(
    (data) => ({ data, error: null }),
    (error: unknown) => ({ data: null, error }),
  );
  return (await soon(settled, patienceMs)) ?? { data: null, error: null };
}
