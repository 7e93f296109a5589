import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { makeQueryClient } from '@/components/data/query-client';
import { userConnectorsQuery } from '@/components/data/user-connectors';
import { UserConnectors, UserConnectorsColumn } from '@/components/connectors/user-connectors';
import { timelineQuery, userQuery } from '@/components/users/user-queries';
import { UserScreen } from '@/components/users/user-screen';
import { paths } from '@/lib/paths';
import { userConnectorsAnswer } from '@/lib/server/connectors/connector-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { idOfSegment } from '@/lib/text/path-segment';
import { store } from '@/lib/server/process/store';
import { userTimelineAnswer } from '@/lib/server/users/user-answers';
import { isolatedText } from '@/lib/text/outside-text';

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The title names the person, so that tabs can be told apart. */
export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const id = idOfSegment((await params).id);
  await requirePage('viewer', paths.user(id), await searchParams);
  const user = await (await store()).getUser(id);
  return { title: user === null ? 'User' : isolatedText(user.label) };
}

export default async function UserPage({ params, searchParams }: PageProps) {
  // Next hands pages the segment as it stands in the address, still encoded.
  const id = idOfSegment((await params).id);
  await requirePage('viewer', paths.user(id), await searchParams);
  const held = await store();
  const user = await held.getUser(id);
  if (user === null) notFound();
  const client = makeQueryClient();
  client.setQueryData(userQuery(id).queryKey, user);
  await Promise.all([
    prefetch(client, timelineQuery(id), (before) => userTimelineAnswer(held, id, before)),
    prefetch(client, userConnectorsQuery(id), () => userConnectorsAnswer(held, id)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UserScreen
        userId={id}
        connectors={<UserConnectors userId={id} />}
        connectorsColumn={<UserConnectorsColumn userId={id} />}
      />
    </HydrationBoundary>
  );
}
