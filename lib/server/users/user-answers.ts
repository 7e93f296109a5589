import 'server-only';
import { type Store } from '../../store';
import { userFilterOf, type UserSearch } from '../../users/user-search';
import { type TimelinePage, type UserDetail, type UserPage } from '../../users/user';
import { Problem } from '../http/problem';

/** Rows of a users page and items of a timeline page. */
const pageSize = 50;

/** One page of the users list: what both `GET /api/users` and the page's first render show. */
export function userListAnswer(store: Store, search: UserSearch): Promise<UserPage> {
  const { before, after } = search;
  return store.listUsers(userFilterOf(search), {
    limit: pageSize,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  });
}

/** One user with their profile, deleted ones included. 404 for an id no event was ever about. */
export async function userAnswer(store: Store, userId: string): Promise<UserDetail> {
  const user = await store.getUser(userId);
  if (user === null) throw new Problem(404, 'No such user', 'No event about this user has ever been received.');
  return user;
}

/** One page of a user's timeline, newest event first. `before` is a cursor of a former page. */
export async function userTimelineAnswer(store: Store, userId: string, before: string | null): Promise<TimelinePage> {
  await userAnswer(store, userId);
  return store.userTimeline(userId, { limit: pageSize, ...(before === null ? {} : { before }) });
}
