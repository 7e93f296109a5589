import { queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type Setup } from '@/lib/setup/setup';
import { getJson } from '../data/api';

/** The checklist checks itself this often (ms), and at once with every notice. */
export const setupEveryMs = 5_000;

export const setupQuery = queryOptions({
  queryKey: ['overview', 'setup'],
  queryFn: ({ signal }) => getJson<Setup>(apiPaths.setup, { signal }),
});

/** Asks Auth0 anew instead of showing what was found a moment ago. */
export const checkAgain = () => getJson<Setup>(apiPaths.setupAfresh);
