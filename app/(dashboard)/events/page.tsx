import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import {
  eventHistogramQuery,
  eventListQuery,
  eventTypesQuery,
  streamNamesQuery,
} from '@/components/events/event-queries';
import { EventsScreen } from '@/components/events/events-screen';
import { makeQueryClient } from '@/components/data/query-client';
import { paths } from '@/lib/paths';
import { eventFiltersQuery, eventSearchQuery, readEventSearch } from '@/lib/events/event-search';
import { requirePage } from '@/lib/server/http/access';
import { env } from '@/lib/server/process/env';
import { eventHistogramAnswer, eventListAnswer } from '@/lib/server/events/event-list';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { streamNames } from '@/lib/server/streams/stream-names';
import { currentCredential } from '@/lib/server/webhook/current-credential';
import { sampleCommand } from '@/lib/streams/commands/first-stream';

export const metadata: Metadata = { title: 'Events' };

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const params = await searchParams;
  await requirePage('viewer', paths.events, params);
  const client = makeQueryClient();
  const search = readEventSearch(params);
  const newest = { ...search, before: null, after: null };
  const filtersQuery = eventFiltersQuery(search);
  const held = await store();
  await Promise.all([
    prefetch(client, eventListQuery(filtersQuery), () => eventListAnswer(held, newest)),
    prefetch(client, eventListQuery(eventSearchQuery(search)), () => eventListAnswer(held, search)),
    prefetch(client, eventHistogramQuery(filtersQuery), () => eventHistogramAnswer(held, search)),
    prefetch(client, eventTypesQuery, () => held.eventTypeCounts()),
    prefetch(client, streamNamesQuery, streamNames),
  ]);
  const command = sampleCommand({ webhookUrl: env().webhookUrl, credential: currentCredential() });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventsScreen sampleCommand={command} />
    </HydrationBoundary>
  );
}
