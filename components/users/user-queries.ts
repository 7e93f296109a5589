import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type UserSearch, userSearchHref } from '@/lib/users/user-search';
import { type TimelinePage, type UserDetail, type UserPage } from '@/lib/users/user';
import { getJson } from '../data/api';

/** One page of the list. The former page stays in sight until the next one has come. */
export const userListQuery = (search: UserSearch) =>
  queryOptions({
    queryKey: ['users', 'list', search.q, search.deleted, search.before, search.after],
    queryFn: ({ signal }) => getJson<UserPage>(userSearchHref(apiPaths.users, search), { signal }),
    placeholderData: keepPreviousData,
  });

// Any event about a user moves their timeline, also one that leaves the row as it was: hence the topic `events`.
export const userQuery = (userId: string) =>
  queryOptions({
    queryKey: ['events', 'user', userId],
    queryFn: ({ signal }) => getJson<UserDetail>(apiPaths.user(userId), { signal }),
  });

const firstPage: string | null = null;

/** Pages of the timeline, newest first; the page parameter is the cursor of the page before. */
export const timelineQuery = (userId: string) =>
  infiniteQueryOptions({
    queryKey: ['events', 'timeline', userId],
    queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | null }) =>
      getJson<TimelinePage>(apiPaths.userTimeline(userId, pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: TimelinePage) => page.older ?? undefined,
  });
