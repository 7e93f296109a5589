'use client';

import { useQuery } from '@tanstack/react-query';

import { useWhileLive } from '@/components/shell/live';
import { type DeliverySearch, filtersOf } from '@/lib/deliveries/delivery-search';

import { CauseGroup } from './cause-group';
import { DeliveriesFrame } from './deliveries-frame';
import { causesQuery, deliveriesEveryMs } from './delivery-queries';

/** Failed deliveries grouped by why they failed, the largest group first. */
export function DeliveriesByCause({ search, mayRetry }: { search: DeliverySearch; mayRetry: boolean }) {
  const query = useQuery({ ...causesQuery(filtersOf(search)), refetchInterval: useWhileLive(deliveriesEveryMs) });
  return (
    <DeliveriesFrame
      kind="group"
      query={query}
      readings={query.data}
      mayRetry={mayRetry}
      isEmpty={query.data?.groups.length === 0}
    >
      {(streamOf) =>
        query.data?.groups.map((group) => <CauseGroup key={group.cause.key} group={group} streamOf={streamOf} />)
      }
    </DeliveriesFrame>
  );
}
