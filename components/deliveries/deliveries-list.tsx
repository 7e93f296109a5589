'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useWhileLive } from '@/components/shell/live';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button } from '@/components/ui/button';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type DeliverySearch, filtersOf } from '@/lib/deliveries/delivery-search';
import { deliveryKey } from '@/lib/deliveries/delivery-view';
import { isOpen } from '@/lib/deliveries/state';
import { type Count } from '@/lib/page';
import { formatCount } from '@/lib/text/format';

import { DeliveriesFrame } from './deliveries-frame';
import { causesQuery, deliveriesEveryMs, listQuery, openCountOf } from './delivery-queries';
import { DeliverySelectionBar } from './delivery-selection-bar';
import { DeliveryTable } from './delivery-table';
import { SelectionProvider, useSelection } from './use-selection';

/** Failed deliveries in one list, newest failure first. Operators select in it. */
export function DeliveriesList({ search, mayRetry }: { search: DeliverySearch; mayRetry: boolean }) {
  const filters = filtersOf(search);
  const list = listQuery(filters);
  const more = useMorePages();
  const everyMs = useWhileLive(deliveriesEveryMs);
  const query = useInfiniteQuery({ ...list, refetchInterval: everyMs, meta: more.meta });
  // The list also holds what was recovered lately; how many are open only the groups know.
  const causes = useQuery({ ...causesQuery(filters), refetchInterval: everyMs, enabled: mayRetry });
  const pages = query.data?.pages;
  const first = pages?.[0];
  const rows = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const selection = useSelection(rows, list.queryKey.join(' '), mayRetry);
  const shown = rows?.length ?? 0;
  useRowSteps(rows?.map(deliveryKey) ?? []);
  return (
    <DeliveriesFrame
      kind="list"
      query={query}
      readings={first}
      mayRetry={mayRetry}
      openCount={openCountOf(causes.data)}
      isEmpty={rows?.length === 0}
      bar={
        first === undefined || selection.shown === false ? undefined : (
          <DeliverySelectionBar
            selection={selection}
            openCount={openCountOf(causes.data)}
            shown={rows?.filter(({ state }) => isOpen(state)).length ?? 0}
          />
        )
      }
    >
      {(streamOf) => (
        <SelectionProvider value={mayRetry ? selection : null}>
          <DeliveryTable kind="list" label="Failed deliveries" rows={rows ?? []} streamOf={streamOf} />
          <div className="flex items-center gap-4 px-6 py-3 text-small text-ink-2 max-phone:px-3">
            {first === undefined ? null : <span>{shownText(shown, first.matching)}</span>}
            {query.hasNextPage ? (
              <Button busy={more.isLoading} onClick={() => void more.load(query)}>
                Show older
              </Button>
            ) : null}
          </div>
        </SelectionProvider>
      )}
    </DeliveriesFrame>
  );
}

/** "50 of 312". */
function shownText(shown: number, { value, capped }: Count): string {
  return `${formatCount(shown)} of ${formatCount(value)}${capped ? ' or more' : ''}`;
}
