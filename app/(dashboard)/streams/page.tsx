import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/query-client';
import { Screen } from '@/components/shell/screen';
import { streamListQuery } from '@/components/streams/stream-queries';
import { StreamsScreen } from '@/components/streams/streams-screen';
import { requirePage } from '@/lib/server/access';
import { soon } from '@/lib/server/soon';
import { store } from '@/lib/server/store';
import { streamListAnswer } from '@/lib/server/stream-pages';

export const metadata = { title: 'Event streams' };

/** How long (ms) the page waits for Auth0 before it goes out with a skeleton. */
const patienceMs = 1_500;

export default async function StreamsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePage('viewer', '/streams', await searchParams);
  const queries = makeQueryClient();
  const opened = await store();
  const read = queries.query({ ...streamListQuery, queryFn: () => streamListAnswer(opened), retry: false });
  // What failed is asked for again by the browser, which can show why and offer to try once more.
  await soon(
    read.catch(() => null),
    patienceMs,
  );
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Event streams">
        <StreamsScreen />
      </Screen>
    </HydrationBoundary>
  );
}
