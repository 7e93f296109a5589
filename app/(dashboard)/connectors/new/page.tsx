import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { connectorListQuery } from '@/components/connectors/connector-queries';
import { NewConnectorScreen } from '@/components/connectors/new-connector-screen';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';
import { includesRole } from '@/lib/access/role';
import { paths } from '@/lib/paths';
import { connectorListAnswer } from '@/lib/server/connectors/connector-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'New connector' };

export default async function NewConnectorPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePage('viewer', paths.newConnector, await searchParams);
  const mayCreate = includesRole(role, 'admin');
  const queries = makeQueryClient();
  if (mayCreate) await prefetch(queries, connectorListQuery, async () => connectorListAnswer(await store()));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="New connector" path={[{ href: paths.connectors, label: 'Connectors' }]}>
        {mayCreate ? <NewConnectorScreen /> : <NotAllowed />}
      </Screen>
    </HydrationBoundary>
  );
}

function NotAllowed() {
  return (
    <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
      <h2 className="text-cause">An administrator creates connectors</h2>
      <p className="max-w-[640px] text-body text-ink-2">You can follow those that are there.</p>
      <ButtonLink href={paths.connectors}>All connectors</ButtonLink>
    </div>
  );
}
