'use client';

import { useQuery } from '@tanstack/react-query';

import { useWhileLive } from '@/components/shell/live';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type DeliverySearch, filtersOf } from '@/lib/deliveries/delivery-search';
import { deliveryKey } from '@/lib/deliveries/delivery-view';

import { CauseGroup } from './cause-group';
import { DeliveriesFrame } from './deliveries-frame';
import { causesQuery, deliveriesEveryMs, openCountOf } from './delivery-queries';

/** Failed deliveries grouped by why they failed, the largest group first. */
export function DeliveriesByCause({ search, mayRetry }: { search: DeliverySearch; mayRetry: boolean }) {
  const query = useQuery({ ...causesQuery(filtersOf(search)), refetchInterval: useWhileLive(deliveriesEveryMs) });
  const shown = query.data?.groups.filter((group) => !search.folded.includes(group.cause.key)) ?? [];
  useRowSteps(shown.flatMap((group) => group.rows.map(deliveryKey)));
  return (
    <DeliveriesFrame
      kind="group"
      query={query}
      readings={query.data}
      mayRetry={mayRetry}
      openCount={openCountOf(query.data)}
      isEmpty={query.data?.groups.length === 0}
    >
      {(streamOf) =>
        query.data?.groups.map((group, index) => (
          <CauseGroup key={group.cause.key} group={group} streamOf={streamOf} isFirst={index === 0} />
        ))
      }
    </DeliveriesFrame>
  );
}
