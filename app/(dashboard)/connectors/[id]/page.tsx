import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type SearchParams } from 'nuqs/server';
import {
  callListQuery,
  connectorJobsQuery,
  connectorQuery,
  laneListQuery,
} from '@/components/connectors/connector-queries';
import { ConnectorScreen } from '@/components/connectors/connector-screen';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { callsPerPage, lanesPerPage } from '@/lib/connectors/connector-query';
import { loadConnectorSearch } from '@/lib/connectors/connector-search';
import { paths } from '@/lib/paths';
import { callListAnswer, connectorAnswer, laneListAnswer } from '@/lib/server/connectors/connector-answers';
import { connectorJobsAnswer } from '@/lib/server/jobs/job-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { type Store } from '@/lib/store';
import { isolatedText } from '@/lib/text/outside-text';

interface ConnectorPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** The number in a segment of the address; null when there is none. */
function numberOf(segment: string): number | null {
  return /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : null;
}

/** The title names the connector, so that tabs can be told apart. */
export async function generateMetadata({ params, searchParams }: ConnectorPageProps): Promise<Metadata> {
  const { id: segment } = await params;
  await requirePage('viewer', `${paths.connectors}/${segment}`, await searchParams);
  const id = numberOf(segment);
  const connector = id === null ? null : await (await store()).getConnector(id);
  return { title: connector === null ? 'Connector' : isolatedText(connector.name) };
}

export default async function ConnectorPage({ params, searchParams }: ConnectorPageProps) {
  const [{ id: segment }, given] = await Promise.all([params, searchParams]);
  const { role } = await requirePage('viewer', `${paths.connectors}/${segment}`, given);
  const id = numberOf(segment);
  if (id === null) notFound();
  const opened = await store();
  const connector = await connectorAnswer(opened, id);
  if (connector === null) notFound();
  const queries = makeQueryClient();
  queries.setQueryData(connectorQuery(id).queryKey, connector);
  await prefetchTab(queries, opened, { id, given });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title={connector.name} path={[{ href: paths.connectors, label: 'Connectors' }]}>
        <ConnectorScreen id={id} mayAct={includesRole(role, 'operator')} mayEdit={includesRole(role, 'admin')} />
      </Screen>
    </HydrationBoundary>
  );
}

/** The list of the tab that is open; the others are asked for when they are opened. */
async function prefetchTab(
  queries: QueryClient,
  opened: Store,
  { id, given }: { id: number; given: SearchParams },
): Promise<void> {
  const { tab, state, q, result, user } = loadConnectorSearch(given);
  if (tab === 'users') {
    const lanes = { states: state.length === 0 ? undefined : state, q: q.trim() || undefined };
    await prefetch(queries, laneListQuery(id, { state, q: q.trim() }), () =>
      laneListAnswer(opened, id, { query: lanes, page: { limit: lanesPerPage } }),
    );
  }
  if (tab === 'verify') await prefetch(queries, connectorJobsQuery(id), () => connectorJobsAnswer(opened, id));
  if (tab === 'flow' || tab === 'calls') {
    const search = tab === 'flow' ? { result: [], user: '' } : { result, user: user.trim() };
    const calls = {
      results: search.result.length === 0 ? undefined : search.result,
      laneKey: search.user || undefined,
    };
    await prefetch(queries, callListQuery(id, search), () =>
      callListAnswer(opened, id, { query: calls, page: { limit: callsPerPage } }),
    );
  }
}
