'use client';

import { useCallback } from 'react';

import { useShortcut } from '@/components/ui/use-shortcut';

import { useBulkRetry } from './use-bulk-retry';
import { useDeliverySearch } from './use-delivery-search';

/** What is explained: a cause, the one delivery of `attempt`, or a cause with the delivery that is shown. */
export interface Explained {
  cause: string | null;
  attempt: string | null;
}

/** What is explained, among the event streams that the list is narrowed to. */
export interface ExplainedHere extends Explained {
  streams: readonly string[];
}

/** The explanation that the address opens; null when none is, or a bulk retry is being confirmed in its place. */
export function useExplained() {
  const { search, set } = useDeliverySearch();
  const { request } = useBulkRetry();
  const { explain: cause, attempt } = search;
  const isOpen = (cause !== null || attempt !== null) && request === null;
  const open = useCallback((next: Explained) => set({ explain: next.cause, attempt: next.attempt }), [set]);
  const close = useCallback(() => set({ explain: null, attempt: null }), [set]);
  const explained: ExplainedHere | null = isOpen ? { cause, attempt, streams: search.stream } : null;
  return { explained, open, close };
}

/** W explains the row or the group that has the focus, else the open row, else the first group; once more closes it. */
export function useExplainKey(): void {
  const { search } = useDeliverySearch();
  const { explained, open, close } = useExplained();
  useShortcut('w', () => {
    if (explained !== null) close();
    else open(meantBy(search.open));
  });
}

function meantBy(openRow: string | null): Explained {
  const row = nameOf('row', focusedPart('[data-row]')) ?? openRow;
  if (row !== null) return { cause: null, attempt: row };
  const cause = nameOf('cause', focusedPart('[data-cause]') ?? firstPart('[data-cause]'));
  return cause === null ? { cause, attempt: nameOf('row', firstPart('[data-row]')) } : { cause, attempt: null };
}

const focusedPart = (selector: string) => document.activeElement?.closest<HTMLElement>(selector) ?? null;
const firstPart = (selector: string) => document.querySelector<HTMLElement>(selector);
const nameOf = (name: 'row' | 'cause', part: HTMLElement | null) => part?.dataset[name] ?? null;
