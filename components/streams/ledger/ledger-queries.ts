import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { type Combination } from '@/lib/ledger/combination';
import { type LedgerAnswer, type LedgerItemsAnswer } from '@/lib/ledger/ledger';
import { apiPaths } from '@/lib/paths';
import { type StreamRange } from '@/lib/streams/stream-search';

/** Key of everything about ledgers: notices of the topic `ledger` refresh it. */
const ledgerKey = 'ledger';

/** What Auth0 lists as failed comes by other notices; this often (ms) the ledger is read anew. */
export const ledgerEveryMs = 30_000;

export function ledgerQuery(id: string, range: StreamRange) {
  return queryOptions({
    queryKey: [ledgerKey, id, range],
    queryFn: ({ signal }) => getJson<LedgerAnswer>(apiPaths.streamLedger(id, range), { signal }),
    retry: 1,
  });
}

/** Odd events of one combination within a window of event times, `toMs` exclusive. */
export interface ItemsWindow {
  combination: Exclude<Combination, 'normal'>;
  fromMs: number;
  toMs: number;
}

function itemsPath(id: string, { combination, fromMs, toMs }: ItemsWindow, cursor: number): string {
  const query = new URLSearchParams({
    combination,
    from: String(fromMs),
    to: String(toMs),
    cursor: String(cursor),
  });
  return `${apiPaths.streamLedgerItems(id)}?${query}`;
}

/** Events of a window, page by page, in the order of the feed. */
export function ledgerItemsQuery(id: string, window: ItemsWindow) {
  return infiniteQueryOptions({
    queryKey: [ledgerKey, id, 'items', window],
    queryFn: ({ pageParam, signal }) => getJson<LedgerItemsAnswer>(itemsPath(id, window, pageParam), { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    retry: 1,
  });
}
