import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';

import { getJson, postJson } from '@/components/data/api';
import {
  type CallListAnswer,
  type ConnectorAnswer,
  type ConnectorCheckAnswer,
  type ConnectorListAnswer,
  type EventConnectorsAnswer,
  type LaneListAnswer,
} from '@/lib/connectors/connector-answers';
import { callFilterQuery, type CallSearch, laneFilterQuery, type LaneSearch } from '@/lib/connectors/connector-search';
import { type ConnectorJobsAnswer } from '@/lib/jobs/job-answers';
import { apiPaths } from '@/lib/paths';

/** The live topic that refreshes lanes and calls. */
const connectorsKey = ['connectors'] as const;

// Each event that arrives puts a paused connector further behind, so these hang on every notice, as `overview` does.
const factsKey = ['overview', 'connectors'] as const;

/** Asks anew for everything about connectors, after a change. */
export async function refreshConnectors(queries: QueryClient): Promise<void> {
  await Promise.all([connectorsKey, factsKey, ['nav']].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

export const connectorListQuery = queryOptions({
  queryKey: [...factsKey, 'list'],
  queryFn: ({ signal }) => getJson<ConnectorListAnswer>(apiPaths.connectors, { signal }),
});

export function connectorQuery(id: number) {
  return queryOptions({
    queryKey: [...factsKey, 'one', id],
    queryFn: ({ signal }) => getJson<ConnectorAnswer>(apiPaths.connector(id), { signal }),
  });
}

/** What a check of a database finds. Asked by a person; changed settings are checked anew. */
export function connectorCheckQuery(id: number, version: number) {
  return queryOptions({
    queryKey: ['connector check', id, version],
    queryFn: () => postJson<ConnectorCheckAnswer>(apiPaths.connectorAct(id, 'check')),
    staleTime: Infinity,
    retry: false,
  });
}

const firstPage: number | null = null;

function withCursor(path: string, filters: string, before: number | null): string {
  if (before === null) return `${path}${filters}`;
  return `${path}${filters === '' ? '?' : `${filters}&`}before=${before}`;
}

/** Lanes of a connector, newest first, page by page. The former ones stay until the new ones have come. */
export function laneListQuery(id: number, { state, q }: LaneSearch) {
  return infiniteQueryOptions({
    queryKey: [...connectorsKey, 'lanes', id, state, q],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      getJson<LaneListAnswer>(withCursor(apiPaths.connectorLanes(id), laneFilterQuery({ state, q }), pageParam), {
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page: LaneListAnswer) => page.older,
    placeholderData: keepPreviousData,
  });
}

/** Requests of a connector, newest first, page by page. */
export function callListQuery(id: number, { result, user }: CallSearch) {
  return infiniteQueryOptions({
    queryKey: [...connectorsKey, 'calls', id, result, user],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      getJson<CallListAnswer>(withCursor(apiPaths.connectorCalls(id), callFilterQuery({ result, user }), pageParam), {
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page: CallListAnswer) => page.older,
    placeholderData: keepPreviousData,
  });
}

/** What each connector has made of one event. */
export const eventConnectorsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connectors', 'event', id],
    queryFn: ({ signal }) => getJson<EventConnectorsAnswer>(apiPaths.eventConnectors(id), { signal }),
  });

/** Jobs about a connector. It hangs on the topic of jobs. */
export function connectorJobsQuery(id: number) {
  return queryOptions({
    queryKey: ['jobs', 'connector', id],
    queryFn: ({ signal }) => getJson<ConnectorJobsAnswer>(apiPaths.connectorAct(id, 'jobs'), { signal }),
  });
}
