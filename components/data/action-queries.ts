import { queryOptions } from '@tanstack/react-query';

import { getJson } from './api';
import { apiPaths } from '@/lib/paths';
import { type ActionListAnswer } from '@/lib/streams/action-answers';

/** The Actions that an event stream can call. They change when a person deploys one, so half a minute is fresh enough. */
export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: ({ signal }) => getJson<ActionListAnswer>(apiPaths.actions, { signal }),
  staleTime: 30_000,
  retry: 1,
});
