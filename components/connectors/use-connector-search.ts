'use client';

import { debounce, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';

import { connectorParsers } from '@/lib/connectors/connector-search';

/** Pause in typing (ms) after which a list is asked for and the address changes. */
const settleMs = 200;

/** What the address says. A tab and a filter make a step that Back undoes; typing a word is one. */
export function useConnectorSearch() {
  const [search, setSearch] = useQueryStates(connectorParsers);
  const set = (change: Parameters<typeof setSearch>[0] & object) =>
    void setSearch(change, { history: 'push', scroll: false });
  const type = (name: 'q' | 'user', text: string) =>
    void setSearch(
      { [name]: text },
      { history: isInUrl(name) ? 'replace' : 'push', limitUrlUpdates: debounce(settleMs), scroll: false },
    );
  return { search, set, type };
}

/** The address lags behind what is typed: only the word's first arrival there is a step that Back undoes. */
function isInUrl(name: string): boolean {
  return new URLSearchParams(window.location.search).has(name);
}

/** What was typed, once it has stood still; an emptied one at once. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled.trim();
}
