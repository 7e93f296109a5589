'use client';

import { debounce, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { type DeletedFilter, deletedFilters, type UserSearch } from '@/lib/users/user-search';

const parsers = {
  q: parseAsString.withDefault(''),
  deleted: parseAsStringLiteral(deletedFilters).withDefault('hide'),
  before: parseAsInteger,
  after: parseAsInteger,
};

const firstPage = { before: null, after: null };

/** Pause in typing (ms) after which the list is asked for and the address changes. */
const settleMs = 200;

export interface UserSearchState {
  /** What stands in the search box now. */
  typed: string;
  /** What the list shows: the search once typing paused. */
  search: UserSearch;
  setQ: (q: string) => void;
  setDeleted: (deleted: DeletedFilter) => void;
  clear: () => void;
}

/** Search and filter of the users list, kept in the URL. Back removes the last one; typing a word is one step. */
export function useUserSearch(): UserSearchState {
  const [state, setState] = useQueryStates(parsers);
  const settled = useSettled(state.q, settleMs);
  return {
    typed: state.q,
    search: { ...state, q: settled.trim() },
    setQ: (q) =>
      void setState(
        { q, ...firstPage },
        { history: isSearchInUrl() ? 'replace' : 'push', limitUrlUpdates: debounce(settleMs) },
      ),
    setDeleted: (deleted) => void setState({ deleted, ...firstPage }, { history: 'push' }),
    clear: () => void setState({ q: '', deleted: 'hide', ...firstPage }, { history: 'push' }),
  };
}

/** The value once it has stood still for `ms`; an emptied one at once. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** The address lags behind what is typed: only the word's first arrival there is a step that Back undoes. */
function isSearchInUrl(): boolean {
  return new URLSearchParams(window.location.search).has('q');
}
