import { type EventSummary } from '../events/event-store';
import { type JsonObject } from '../json';
import { type Count, type Page, type PageRequest } from '../page';

/** A mirrored user as a list shows it. Times written by Auth0 are verbatim strings; ours are integer milliseconds. */
export interface UserSummary {
  /** Our own monotonic number of first sight; keyset of the users list. */
  seq: number;
  userId: string;
  email: string | null;
  emailVerified: boolean | null;
  name: string | null;
  nickname: string | null;
  /** Connections of all identities, primary first. */
  connections: string[];
  blocked: boolean;
  loginsCount: number | null;
  lastLogin: string | null;
  createdAt: string | null;
  updatedAt: string | null;
  /** Instant of deletion (the event's `time`), or null for a live user. */
  deletedAtMs: number | null;
  /** How many events changed this row. */
  version: number;
  /** Id and time of the event that last changed the row. */
  lastEventId: string;
  lastEventAtMs: number;
}

export interface UserDetail extends UserSummary {
  /** The mirrored profile: the fold of the user's events. */
  profile: JsonObject;
  eventCount: number;
}

export interface UserFilter {
  /** Prefixes of words in e-mail, name, nickname or user id, all of which must match; `@example.com` matches a domain. */
  q?: string;
  /** Default `hide`. */
  deleted?: 'hide' | 'only' | 'include';
}

export interface UserPage extends Page<UserSummary> {
  /** Users matching the filter. */
  matching: Count;
  /** Live (not deleted) users in the mirror. */
  total: number;
}

/**
 * Page of a user's timeline in event order (lib/users/order-key.ts), newest first. An event without a readable time stands at
 * its arrival.
 */
export interface TimelinePage {
  items: EventSummary[];
  /** Pass as `before` for the next (older) page; null at the end. */
  older: string | null;
}

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
