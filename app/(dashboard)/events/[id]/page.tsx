import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EventScreen } from '@/components/events/event-screen';
import { makeQueryClient } from '@/components/query-client';
import { eventHref } from '@/lib/events/event-search';
import { requirePage } from '@/lib/server/access';
import { prefetchEvent } from '@/lib/server/events-prefetch';

export const metadata: Metadata = { title: 'Event' };

interface EventPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventPage({ params, searchParams }: EventPageProps) {
  // Next hands pages the segment as it stands in the address, still encoded.
  const id = decodeURIComponent((await params).id);
  const search = await searchParams;
  await requirePage('viewer', eventHref(id), search);
  const client = makeQueryClient();
  if (!(await prefetchEvent(client, id, search))) notFound();
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventScreen id={id} />
    </HydrationBoundary>
  );
}
