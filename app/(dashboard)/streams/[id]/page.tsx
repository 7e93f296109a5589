import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/query-client';
import { Screen } from '@/components/shell/screen';
import { streamQuery } from '@/components/streams/stream-queries';
import { StreamScreen } from '@/components/streams/stream-screen';
import { includesRole } from '@/lib/access/role';
import { requirePage } from '@/lib/server/access';
import { isManagementError } from '@/lib/server/management/errors';
import { soon } from '@/lib/server/soon';
import { store } from '@/lib/server/store';
import { streamDetailAnswer } from '@/lib/server/stream-pages';
import { loadStreamSearch } from '@/lib/streams/stream-search';

export const metadata = { title: 'Event stream' };

/** How long (ms) the page waits for Auth0 before it goes out with a skeleton. */
const patienceMs = 2_500;

interface StreamPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function StreamPage({ params, searchParams }: StreamPageProps) {
  const [{ id: rawId }, search] = await Promise.all([params, searchParams]);
  const person = await requirePage('viewer', `/streams/${rawId}`, search);
  const id = decodeURIComponent(rawId);
  const { range } = loadStreamSearch(search);
  const queries = makeQueryClient();
  const opened = await store();
  const answer = () => streamDetailAnswer(opened, id, range);
  const read = queries.query({ ...streamQuery(id, range), queryFn: answer, retry: false });
  const found = await soon(
    read.catch((error: unknown) => {
      if (isManagementError(error) && error.kind === 'not_found') notFound();
      // What failed otherwise is asked for again by the browser, which can show why and offer to try once more.
      return null;
    }),
    patienceMs,
  );
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title={found?.stream.name ?? id} path={[{ href: '/streams', label: 'Event streams' }]}>
        <StreamScreen id={id} mayAct={includesRole(person.role, 'operator')} />
      </Screen>
    </HydrationBoundary>
  );
}
