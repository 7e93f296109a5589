import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { streamListQuery } from '@/components/streams/stream-queries';
import { StreamsScreen } from '@/components/streams/streams-screen';
import { includesRole } from '@/lib/access/role';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { streamListAnswer } from '@/lib/server/streams/stream-answers';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const metadata = { title: 'Event streams' };

export default async function StreamsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePage('viewer', paths.streams, await searchParams);
  noteDeliveryViewer();
  const queries = makeQueryClient();
  const opened = await store();
  await prefetch(queries, streamListQuery, () => streamListAnswer(opened));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Event streams">
        <StreamsScreen mayManage={includesRole(role, 'admin')} />
      </Screen>
    </HydrationBoundary>
  );
}
