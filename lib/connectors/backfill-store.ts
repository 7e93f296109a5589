import { type BackfillUsers, type Lane } from './connector';

/** What bringing users of a connector into step asks of the store. */
export interface BackfillStore {
  /**
   * Users that a backfill is about, in the order in which they were first seen, of up to `limit` that are looked at after `after`
   * (0 at first). Deleted ones only where the connector knows them: their deletion may not have been carried on. `next` is the
   * next `after`; null when that was all.
   */
  usersToFill(
    connectorId: number,
    users: BackfillUsers,
    page: { after: number; limit: number },
  ): Promise<{ userIds: string[]; next: number | null }>;
  /**
   * Wakes the lanes of these users behind those of live changes, and makes those that are missing. What waits for a person is
   * tried again only where `isRetrying`. A lane that is being pushed is pushed once more when that push settles: it may have
   * begun under older settings. False for a connector that does not run: nothing was woken.
   */
  wakeUsers(connectorId: number, userIds: readonly string[], how: { isRetrying: boolean }): Promise<boolean>;
  /** The lanes of these users, without those that have none. */
  namedLanes(connectorId: number, userIds: readonly string[]): Promise<Lane[]>;
}
