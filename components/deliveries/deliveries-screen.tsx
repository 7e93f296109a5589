'use client';

import { DeliveriesByCause } from './deliveries-by-cause';
import { DeliveriesList } from './deliveries-list';
import { useDeliverySearch } from './use-delivery-search';

/** The failed deliveries of every event stream. `mayRetry`: the person is an operator. */
export function DeliveriesScreen({ mayRetry }: { mayRetry: boolean }) {
  const { search } = useDeliverySearch();
  const View = search.view === 'list' ? DeliveriesList : DeliveriesByCause;
  return <View search={search} mayRetry={mayRetry} />;
}
