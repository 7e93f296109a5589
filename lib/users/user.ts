import { type EventSummary } from '../events/event-record';
import { type JsonObject } from '../json/json';
import { type Count, type Page } from '../page';

/** A mirrored user as a list shows it. Times written by Auth0 are verbatim strings; ours are integer milliseconds. */
export interface UserSummary {
  /** Our own monotonic number of first sight; keyset of the users list. */
  seq: number;
  userId: string;
  email: string | null;
  emailVerified: boolean | null;
  name: string | null;
  nickname: string | null;
  phoneNumber: string | null;
  username: string | null;
  givenName: string | null;
  familyName: string | null;
  /** What the user is called on every screen (lib/people/who.ts); the id when there is no name of any kind. */
  label: string;
  /** Names and addresses the user had before, newest first. At most 16. */
  former: string[];
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
  /** The mirrored profile: the fold of the user's events. Numbers have the digits they came with (lib/json/json-number.ts). */
  profile: JsonObject;
  eventCount: number;
}

export interface UserFilter {
  /**
   * Beginnings of words in e-mail, names, phone number or user id, present or former, all of which must match. Accents and
   * case do not count; `@example.com` matches a domain; a phone number matches in any grouping.
   */
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
