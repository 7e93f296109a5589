import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { makeQueryClient } from '@/components/query-client';
import { timelineQuery, userQuery } from '@/components/users/user-queries';
import { UserScreen } from '@/components/users/user-screen';
import { requirePage } from '@/lib/server/access';
import { store } from '@/lib/server/store';
import { readTimeline } from '@/lib/server/user-pages';
import { userHref } from '@/lib/users/user-search';

export const metadata: Metadata = { title: 'User' };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UserPage({ params, searchParams }: PageProps) {
  // Next hands pages the segment as it stands in the address, still encoded.
  const id = decodeURIComponent((await params).id);
  await requirePage('viewer', userHref(id), await searchParams);
  const held = await store();
  const user = await held.getUser(id);
  if (user === null) notFound();
  const client = makeQueryClient();
  client.setQueryData(userQuery(id).queryKey, user);
  await client
    .infiniteQuery({ ...timelineQuery(id), queryFn: ({ pageParam }) => readTimeline(held, id, pageParam) })
    .catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UserScreen userId={id} />
    </HydrationBoundary>
  );
}
