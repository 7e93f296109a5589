import { type PageRequest } from '../page';
import { type TimelinePage, type UserDetail, type UserFilter, type UserPage } from './user';

export interface UserStore {
  /** Newest first by `seq`. */
  listUsers(filter: UserFilter, page: PageRequest): Promise<UserPage>;
  /** Tombstones included; null when no event about this user ever reached the mirror (test events do not). */
  getUser(userId: string): Promise<UserDetail | null>;
  /**
   * The user's events in event order, newest first, each with the fields it changed. `before` is a cursor of a former page;
   * anything else gives an empty page.
   */
  userTimeline(userId: string, page: { limit: number; before?: string }): Promise<TimelinePage>;
}
