import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { connectorListQuery } from '@/components/connectors/connector-queries';
import { ConnectorsScreen } from '@/components/connectors/connectors-screen';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { paths } from '@/lib/paths';
import { connectorListAnswer } from '@/lib/server/connectors/connector-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'Connectors' };

export default async function ConnectorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePage('viewer', paths.connectors, await searchParams);
  const queries = makeQueryClient();
  await prefetch(queries, connectorListQuery, async () => connectorListAnswer(await store()));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Connectors">
        <ConnectorsScreen mayCreate={includesRole(role, 'admin')} />
      </Screen>
    </HydrationBoundary>
  );
}
