import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { makeQueryClient } from '@/components/query-client';
import { userListQuery } from '@/components/users/user-queries';
import { UsersScreen } from '@/components/users/users-screen';
import { requirePage } from '@/lib/server/access';
import { store } from '@/lib/server/store';
import { readUsers } from '@/lib/server/user-pages';
import { readUserSearch } from '@/lib/users/user-search';

export const metadata: Metadata = { title: 'Users' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsersPage({ searchParams }: PageProps) {
  const params = await searchParams;
  await requirePage('viewer', '/users', params);
  const search = readUserSearch(params);
  const client = makeQueryClient();
  // What fails here is tried again by the screen, which can say so.
  await client
    .query({ ...userListQuery(search), queryFn: async () => readUsers(await store(), search) })
    .catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UsersScreen />
    </HydrationBoundary>
  );
}
