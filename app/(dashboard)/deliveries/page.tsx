import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { DeliveriesScreen } from '@/components/deliveries/deliveries-screen';
import { causesQuery, listQuery } from '@/components/deliveries/delivery-queries';
import { makeQueryClient } from '@/components/query-client';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { deliveriesPerPage, filtersOf, loadDeliverySearch } from '@/lib/deliveries/delivery-search';
import { requirePage } from '@/lib/server/access';
import { deliveryCausesAnswer, deliveryListAnswer } from '@/lib/server/delivery-pages';
import { store } from '@/lib/server/store';
import { noteDeliveryViewer } from '@/lib/server/workers/workers';

export const metadata = { title: 'Failed deliveries' };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const person = await requirePage('viewer', '/deliveries', params);
  const search = loadDeliverySearch(params);
  const filters = filtersOf(search);
  noteDeliveryViewer();
  const queries = makeQueryClient();
  const opened = await store();
  if (search.view === 'list') {
    const first = () => deliveryListAnswer(opened, filters, { limit: deliveriesPerPage });
    await queries.infiniteQuery({ ...listQuery(filters), queryFn: first });
  } else {
    await queries.query({ ...causesQuery(filters), queryFn: () => deliveryCausesAnswer(opened, filters) });
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Failed deliveries" fill>
        <DeliveriesScreen mayRetry={includesRole(person.role, 'operator')} />
      </Screen>
    </HydrationBoundary>
  );
}
