import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { DeliveriesScreen } from '@/components/deliveries/deliveries-screen';
import { causesQuery, listQuery } from '@/components/deliveries/delivery-queries';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { paths } from '@/lib/paths';
import { includesRole } from '@/lib/access/role';
import { deliveriesPerPage, filtersOf, loadDeliverySearch } from '@/lib/deliveries/delivery-search';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { deliveryCausesAnswer, deliveryListAnswer } from '@/lib/server/deliveries/delivery-answers';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const metadata = { title: 'Failed deliveries' };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const person = await requirePage('viewer', paths.deliveries, params);
  const search = loadDeliverySearch(params);
  const filters = filtersOf(search);
  noteDeliveryViewer();
  const queries = makeQueryClient();
  const opened = await store();
  if (search.view === 'list') {
    const first = () => deliveryListAnswer(opened, filters, { limit: deliveriesPerPage });
    await prefetch(queries, listQuery(filters), first);
  } else {
    await prefetch(queries, causesQuery(filters), () => deliveryCausesAnswer(opened, filters));
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Failed deliveries" fill>
        <DeliveriesScreen mayRetry={includesRole(person.role, 'operator')} />
      </Screen>
    </HydrationBoundary>
  );
}
