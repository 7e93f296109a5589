import { queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { eventKeys } from '@/lib/events/event-keys';
import { type EventPage } from '@/lib/events/event-record';
import { type EventHistogram, type EventView, type StreamName } from '@/lib/story/event-view';
import { getJson } from '../data/api';

/** Without any event the clock still moves: this often (ms) a range that ends now is read anew. */
export const movingRangeEveryMs = 20_000;

/** `query`: filters and cursor as `eventSearchQuery` writes them. */
export const eventListQuery = (query: string) =>
  queryOptions({
    queryKey: eventKeys.list(query),
    queryFn: ({ signal }) => getJson<EventPage>(`${apiPaths.events}${query}`, { signal }),
  });

/** `query`: filters as `eventFiltersQuery` writes them. */
export const eventHistogramQuery = (query: string) =>
  queryOptions({
    queryKey: eventKeys.histogram(query),
    queryFn: ({ signal }) => getJson<EventHistogram>(`${apiPaths.eventHistogram}${query}`, { signal }),
  });

export const eventTypesQuery = queryOptions({
  queryKey: eventKeys.types,
  queryFn: ({ signal }) => getJson<{ type: string; count: number }[]>(apiPaths.eventTypes, { signal }),
});

/** `query`: the filters that decide which events are the neighbours. */
export const eventViewQuery = (id: string, query: string) =>
  queryOptions({
    queryKey: eventKeys.view(id, query),
    queryFn: ({ signal }) => getJson<EventView>(`${apiPaths.event(id)}${query}`, { signal }),
  });

export const streamNamesQuery = queryOptions({
  queryKey: eventKeys.streamNames,
  queryFn: ({ signal }) => getJson<StreamName[]>(apiPaths.eventStreams, { signal }),
  staleTime: 60_000,
});
