import { type AuditStore } from './audit/audit-store';
import { type DeliveryStore } from './deliveries/delivery-store';
import { type EventStore } from './events/event-store';
import { type UserStore } from './users/user-store';

/**
 * The port: everything the product asks of its database, as whole deeds with plain JSON-safe values in and out (raw bodies
 * are bytes). Every method is atomic and async even where the adapter is not. Absent is null, trouble is thrown.
 * `db/store-contract.ts` is what any adapter must pass.
 */
export interface Store extends EventStore, UserStore, DeliveryStore, AuditStore {
  /** Resolves when a write can be committed now; throws `StoreUnavailableError` otherwise. Served as `/readyz`. */
  checkWritable(): Promise<void>;
  /** Size of the database on disk in bytes, the write-ahead log included. */
  storageBytes(): Promise<number>;
  /** Counts for the navigation and the overview. */
  counts(sinceMs: number): Promise<StoreCounts>;
  /** Hears of every commit that changed something, after it is durable. Returns the way to stop hearing. */
  subscribe(listener: (topic: Topic) => void): () => void;
  /** Finishes what is queued, then closes. Later calls throw `StoreUnavailableError`. Safe to call twice. */
  close(): Promise<void>;
}

/** What a notice can be about. */
export const topics = ['events', 'users', 'deliveries', 'streams', 'rejections'] as const;

export type Topic = (typeof topics)[number];

export interface StoreCounts {
  /** Events whose first receipt came at or after `sinceMs`. */
  receivedSince: number;
  rejectedSince: number;
  /** All events ever stored (capped counting is not needed: kept as a running figure or a fast count). */
  events: number;
  liveUsers: number;
  deletedUsers: number;
  failedDeliveries: number;
}

/** Nothing was stored and the caller may try again: busy past its budget, disk full, read-only, closing. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
  /** True of errors made by another copy of this module too: class identity does not hold across Next's bundles. */
  readonly isStoreUnavailable = true;
}

/** Recognises a `StoreUnavailableError` from any copy of this module. */
export function isStoreUnavailable(error: unknown): boolean {
  return error instanceof Error && 'isStoreUnavailable' in error && error.isStoreUnavailable === true;
}
