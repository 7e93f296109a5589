'use client';

import { useQueryStates } from 'nuqs';
import {
  type EventFilters,
  eventFiltersQuery,
  type EventSearch,
  eventSearchParsers,
  eventSearchQuery,
  noEventFilters,
} from '@/lib/events/event-search';

export interface EventSearchState {
  search: EventSearch;
  /** Query string of the filters alone; equal filters give equal strings. */
  filtersQuery: string;
  /** Query string of filters and cursor. */
  searchQuery: string;
  /** Changes some filters and goes to the first page. Each change is a step that Back undoes. */
  setFilters: (change: Partial<EventFilters>) => void;
  clearFilters: () => void;
  /** Goes to another page of the same list; without a cursor to the first. */
  goTo: (cursor: { before: number } | { after: number } | null) => void;
}

const firstPage = { before: null, after: null };

/** Filters and cursor of the list of events, kept in the URL. */
export function useEventSearch(): EventSearchState {
  const [search, setSearch] = useQueryStates(eventSearchParsers, { history: 'push' });
  return {
    search,
    filtersQuery: eventFiltersQuery(search),
    searchQuery: eventSearchQuery(search),
    setFilters: (change) => void setSearch({ ...change, ...firstPage }),
    clearFilters: () => void setSearch({ ...noEventFilters, ...firstPage }),
    goTo: (cursor) => void setSearch({ ...firstPage, ...cursor }),
  };
}
