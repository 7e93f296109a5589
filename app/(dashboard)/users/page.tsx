import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { makeQueryClient } from '@/components/data/query-client';
import { userListQuery } from '@/components/users/user-queries';
import { UsersScreen } from '@/components/users/users-screen';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';
import { userListAnswer } from '@/lib/server/users/user-answers';
import { readUserSearch } from '@/lib/users/user-search';

export const metadata: Metadata = { title: 'Users' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsersPage({ searchParams }: PageProps) {
  const params = await searchParams;
  await requirePage('viewer', paths.users, params);
  const search = readUserSearch(params);
  const client = makeQueryClient();
  await prefetch(client, userListQuery(search), async () => userListAnswer(await store(), search));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UsersScreen />
    </HydrationBoundary>
  );
}
