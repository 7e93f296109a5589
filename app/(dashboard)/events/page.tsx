import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { EventsScreen } from '@/components/events/events-screen';
import { makeQueryClient } from '@/components/query-client';
import { requirePage } from '@/lib/server/access';
import { env } from '@/lib/server/env';
import { prefetchEventList } from '@/lib/server/events-prefetch';
import { currentCredential } from '@/lib/server/setup';
import { sampleCommand } from '@/lib/setup/commands';

export const metadata: Metadata = { title: 'Events' };

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const params = await searchParams;
  await requirePage('viewer', '/events', params);
  const client = makeQueryClient();
  await prefetchEventList(client, params);
  const command = sampleCommand({ webhookUrl: env().webhookUrl, credential: currentCredential() });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventsScreen sampleCommand={command} />
    </HydrationBoundary>
  );
}
