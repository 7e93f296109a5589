import 'server-only';
import { type QueryClient } from '@tanstack/react-query';
import { eventKeys } from '../events/event-keys';
import { eventFiltersQuery, eventSearchQuery, readEventSearch } from '../events/event-search';
import { eventView } from './event-detail';
import { knownStreamNames, streamNames } from './event-streams';
import { eventHistogramOf, listEventPage } from './events-list';
import { soon } from './soon';
import { store } from './store';

type PageParams = Record<string, string | string[] | undefined>;

/** Names are a comfort: no page waits longer than this (ms) for Auth0 to tell them. */
const namesWithinMs = 400;

async function prefetchStreamNames(client: QueryClient): Promise<void> {
  client.setQueryData(eventKeys.streamNames, (await soon(streamNames(), namesWithinMs)) ?? knownStreamNames());
}

/** Loads what the list of events shows first, under the keys the browser uses. A failed load is left for the browser to tell. */
export async function prefetchEventList(client: QueryClient, params: PageParams): Promise<void> {
  const search = readEventSearch(params);
  const newest = { ...search, before: null, after: null };
  const filtersQuery = eventFiltersQuery(search);
  const held = await store();
  // Left to itself the client would try a failed load again for seconds before the page could be sent.
  const load = <T>(queryKey: readonly string[], queryFn: () => Promise<T>) =>
    client.query({ queryKey, queryFn, retry: false }).catch(() => undefined);
  await Promise.all([
    load(eventKeys.list(filtersQuery), () => listEventPage(held, newest)),
    load(eventKeys.list(eventSearchQuery(search)), () => listEventPage(held, search)),
    load(eventKeys.histogram(filtersQuery), () => eventHistogramOf(held, search)),
    load(eventKeys.types, () => held.eventTypeCounts()),
    prefetchStreamNames(client),
  ]);
}

/** Loads one event; false when there is no such event. */
export async function prefetchEvent(client: QueryClient, id: string, params: PageParams): Promise<boolean> {
  const search = readEventSearch(params);
  const [view] = await Promise.all([eventView(await store(), id, search), prefetchStreamNames(client)]);
  if (view === null) return false;
  client.setQueryData(eventKeys.view(id, eventFiltersQuery(search)), view);
  return true;
}
