import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { eventViewQuery, streamNamesQuery } from '@/components/events/event-queries';
import { undeliveredQuery } from '@/components/deliveries/delivery-queries';
import { UndeliveredScreen } from '@/components/deliveries/undelivered-screen';
import { EventConnectors } from '@/components/connectors/event-connectors';
import { EventScreen } from '@/components/events/event-screen';
import { makeQueryClient } from '@/components/data/query-client';
import { eventFiltersQuery, eventHref, readEventSearch } from '@/lib/events/event-search';
import { includesRole } from '@/lib/access/role';
import { undeliveredAnswer } from '@/lib/server/deliveries/delivery-answers';
import { requirePage } from '@/lib/server/http/access';
import { isolatedText } from '@/lib/text/outside-text';
import { eventAnswer } from '@/lib/server/events/event-detail';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { streamNames } from '@/lib/server/streams/stream-names';
import { idOfSegment } from '@/lib/text/path-segment';

interface EventPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The title names type and subject, so that tabs can be told apart. */
export async function generateMetadata({ params, searchParams }: EventPageProps): Promise<Metadata> {
  const id = idOfSegment((await params).id);
  await requirePage('viewer', eventHref(id), await searchParams);
  const opened = await store();
  const event = await opened.getEvent(id);
  const [failed] = event === null ? await opened.deliveriesOfEvent(id) : [];
  const parts = [event?.type ?? failed?.eventType ?? 'Event', (event ?? failed)?.subjectLabel ?? null].filter(
    (part) => part !== null,
  );
  return { title: parts.map(isolatedText).join(' · ') };
}

export default async function EventPage({ params, searchParams }: EventPageProps) {
  // Next hands pages the segment as it stands in the address, still encoded.
  const id = idOfSegment((await params).id);
  const search = await searchParams;
  const person = await requirePage('viewer', eventHref(id), search);
  const client = makeQueryClient();
  const filters = readEventSearch(search);
  const opened = await store();
  const [view] = await Promise.all([eventAnswer(opened, id, filters), prefetch(client, streamNamesQuery, streamNames)]);
  if (view === null) {
    const undelivered = await undeliveredAnswer(opened, id);
    if (undelivered === null) notFound();
    client.setQueryData(undeliveredQuery(id).queryKey, undelivered);
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <UndeliveredScreen id={id} mayRetry={includesRole(person.role, 'operator')} />
      </HydrationBoundary>
    );
  }
  client.setQueryData(eventViewQuery(id, eventFiltersQuery(filters)).queryKey, view);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventScreen id={id} connectors={<EventConnectors id={id} />} />
    </HydrationBoundary>
  );
}
