'use client';

import { useQuery } from '@tanstack/react-query';
import { paths } from '@/lib/paths';
import { userSearchHref } from '@/lib/users/user-search';
import { type UserPage } from '@/lib/users/user';
import { toApiError } from '../data/api';
import { Screen } from '../shell/screen';
import { ButtonLink } from '../ui/button';
import { cn } from '../ui/cn';
import { DataTable, DataTableSkeleton } from '../ui/data-table';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { useLastData } from '../ui/use-last-data';
import { NoUsers } from './no-users';
import { type UserSearchState, useUserSearch } from './use-user-search';
import { userColumns } from './user-columns';
import { userListQuery } from './user-queries';
import { UsersBar } from './users-bar';

/** `/users`: the mirror, live. */
export function UsersScreen() {
  const state = useUserSearch();
  const query = useQuery(userListQuery(state.search));
  const { error, refetch } = query;
  const page = useLastData(query.data);
  const isOld = query.isPlaceholderData || query.data === undefined;
  const retry = () => void refetch();
  return (
    <Screen title="Users" fill>
      <UsersBar state={state} page={page} />
      {error && page ? (
        <FailedBanner
          what="The users"
          error={toApiError(error)}
          asOfMs={query.dataUpdatedAt > 0 ? query.dataUpdatedAt : undefined}
          onRetry={retry}
        />
      ) : null}
      {error && !page ? (
        <FailedState what="The users" error={toApiError(error)} onRetry={retry} />
      ) : (
        <UserList
          key={`${state.search.before ?? ''} ${state.search.after ?? ''}`}
          state={state}
          page={page}
          isOld={isOld}
        />
      )}
    </Screen>
  );
}

interface UserListProps {
  state: UserSearchState;
  page: UserPage | undefined;
  /** The page of the search before, shown until the new one has come. */
  isOld: boolean;
}

function UserList({ state, page, isOld }: UserListProps) {
  const { search } = state;
  const columns = userColumns(search);
  if (page?.items.length === 0 && !isOld) return <NoUsers state={state} total={page.total} />;
  return (
    <div className="min-h-0 flex-1 overflow-auto max-phone:overflow-visible" aria-busy={isOld || page === undefined}>
      {page === undefined ? (
        <DataTableSkeleton columns={columns} rows={12} />
      ) : (
        <>
          <DataTable
            label="Users"
            columns={columns}
            rows={page.items}
            rowKey={(user) => user.userId}
            href={(user) => paths.user(user.userId)}
          />
          <Pager state={state} page={page} />
        </>
      )}
    </div>
  );
}

function Pager({ state: { search }, page }: { state: UserSearchState; page: UserPage }) {
  const { newer, older } = page;
  const isFirst = search.before === null && search.after === null;
  if (older === null && (newer === null || isFirst)) return null;
  const to = (cursor: { before?: number; after?: number }) =>
    userSearchHref(paths.users, { q: search.q, deleted: search.deleted, ...cursor });
  return (
    <nav aria-label="Pages" className={cn('flex gap-2 px-6 py-3 max-phone:px-3')}>
      {isFirst ? null : <ButtonLink href={to({})}>First page</ButtonLink>}
      {isFirst || newer === null ? null : <ButtonLink href={to({ after: newer })}>Newer</ButtonLink>}
      {older === null ? null : <ButtonLink href={to({ before: older })}>Older</ButtonLink>}
    </nav>
  );
}
