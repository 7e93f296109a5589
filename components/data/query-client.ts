import { QueryClient } from '@tanstack/react-query';

import { parseJson } from '@/lib/json/parse-json';

import { ApiError } from './api';

const FRESH_MS = 10_000;
const TRIES = 2;

/** An answer that says "no" says it again; only no answer, or a fault of the server, is worth another try. */
function shouldRetry(failures: number, error: Error): boolean {
  const isFinal = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !isFinal && failures < TRIES;
}

/** One per browser tab, and one per server render. Freshness comes from live notices; focus alone does not refetch. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
      // What a page brings along travels as `/api` sends it: as JSON text, in which every number keeps its digits.
      dehydrate: { serializeData: (data: unknown) => JSON.stringify(data) },
      hydrate: { deserializeData: (text: string) => parseJson(text) },
    },
  });
}
