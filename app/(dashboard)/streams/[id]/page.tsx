import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { type SearchParams } from 'nuqs/server';
import { ActionFacts } from '@/components/actions/action-facts';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { streamQuery } from '@/components/streams/stream-queries';
import { StreamScreen } from '@/components/streams/stream-screen';
import { paths } from '@/lib/paths';
import { includesRole } from '@/lib/access/role';
import { requirePage } from '@/lib/server/http/access';
import { isManagementError } from '@/lib/server/management/errors';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { streamAnswer } from '@/lib/server/streams/stream-answers';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { idOfSegment } from '@/lib/text/path-segment';
import { loadStreamSearch } from '@/lib/streams/stream-search';

export const metadata = { title: 'Event stream' };

interface StreamPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function StreamPage({ params, searchParams }: StreamPageProps) {
  const [{ id: rawId }, search] = await Promise.all([params, searchParams]);
  const person = await requirePage('viewer', `${paths.streams}/${rawId}`, search);
  const id = idOfSegment(rawId);
  const { range } = loadStreamSearch(search);
  noteDeliveryViewer();
  const queries = makeQueryClient();
  const opened = await store();
  const { data: found, error } = await prefetch(queries, streamQuery(id, range), () => streamAnswer(opened, id, range));
  if (isManagementError(error) && error.kind === 'not_found') notFound();
  const actionId = found?.stream.destination.actionId ?? null;
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title={found?.stream.name ?? id} path={[{ href: paths.streams, label: 'Event streams' }]}>
        <StreamScreen
          id={id}
          mayAct={includesRole(person.role, 'operator')}
          mayManage={includesRole(person.role, 'admin')}
          action={actionId === null ? null : <ActionFacts id={actionId} />}
        />
      </Screen>
    </HydrationBoundary>
  );
}
