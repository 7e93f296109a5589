'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { useWhileLive } from '@/components/shell/live';
import { Button } from '@/components/ui/button';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type DeliverySearch, filtersOf } from '@/lib/deliveries/delivery-search';
import { deliveryKey } from '@/lib/deliveries/delivery-view';
import { formatCount } from '@/lib/text/format';

import { DeliveriesFrame } from './deliveries-frame';
import { deliveriesEveryMs, listQuery } from './delivery-queries';
import { DeliveryTable } from './delivery-table';

/** Failed deliveries in one list, newest failure first. */
export function DeliveriesList({ search, mayRetry }: { search: DeliverySearch; mayRetry: boolean }) {
  const query = useInfiniteQuery({
    ...listQuery(filtersOf(search)),
    refetchInterval: useWhileLive(deliveriesEveryMs),
  });
  const first = query.data?.pages[0];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(rows.map(deliveryKey));
  return (
    <DeliveriesFrame
      kind="list"
      query={query}
      readings={first}
      mayRetry={mayRetry}
      isEmpty={first !== undefined && rows.length === 0}
    >
      {(streamOf) => (
        <>
          <DeliveryTable kind="list" label="Failed deliveries" rows={rows} streamOf={streamOf} />
          <div className="flex items-center gap-4 px-6 py-3 text-small text-ink-2 max-phone:px-3">
            {first === undefined ? null : (
              <span>{`${formatCount(rows.length)} of ${formatCount(first.matching.value)}${first.matching.capped ? ' or more' : ''}`}</span>
            )}
            {query.hasNextPage ? (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older
              </Button>
            ) : null}
          </div>
        </>
      )}
    </DeliveriesFrame>
  );
}
