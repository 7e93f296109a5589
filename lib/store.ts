import { type SessionStore } from './access/session-store';
import { type AlertStore } from './alerts/alert-store';
import { type AuditStore } from './audit/audit-store';
import { type ConnectorStore } from './connectors/connector-store';
import { type DeliveryStore } from './deliveries/delivery-store';
import { type EventStore } from './events/event-store';
import { type HeartbeatStore } from './heartbeat/heartbeat-store';
import { type JobStore } from './jobs/job-store';
import { type LeaseStore } from './leases/lease-store';
import { type LedgerStore } from './ledger/ledger-store';
import { type RejectionStore } from './rejections/rejection-store';
import { type StorageState } from './storage/storage';
import { type StreamStore } from './streams/stream-store';
import { type UserStore } from './users/user-store';

/**
 * The port: everything the product asks of its database, as whole deeds with plain JSON-safe values in and out (raw bodies
 * are bytes). JSON of events keeps its numbers whole: `JSON.stringify` writes it and `parseJson` reads it. Every method is
 * atomic, and async even where the adapter is not, unless it says otherwise. Absent is null, trouble is thrown.
 * What a deed changed is visible to every read that its caller begins after the answer; several processes may hold the same
 * database, each by a store of its own. `db/contract/store-contract.ts` is what any adapter must pass.
 */
export interface Store
  extends
    EventStore,
    UserStore,
    DeliveryStore,
    RejectionStore,
    AuditStore,
    SessionStore,
    LeaseStore,
    JobStore,
    AlertStore,
    StreamStore,
    HeartbeatStore,
    LedgerStore,
    ConnectorStore {
  /**
   * Resolves when an event can be stored now, in the file that is at the configured path; throws `StoreUnavailableError`
   * otherwise. Served as `/readyz`.
   */
  checkWritable(): Promise<void>;
  /** Size and trouble of the database on its disk. Reads no table: it answers while the tables cannot be read. */
  storage(): Promise<StorageState>;
  /** Counts for the navigation and the overview. */
  counts(sinceMs: number): Promise<StoreCounts>;
  /**
   * Hears of every commit that changed something, by any process, after it is durable and readable here; of what any process
   * announces; and of `storage` when a trouble of the database begins or ends. Several commits may be heard as one, and
   * those of another process up to 0.2 s late. Returns the way to stop hearing. Neither throws nor waits.
   */
  subscribe(listener: (topic: Topic) => void): () => void;
  /**
   * Tells the listeners of every process about what is no row here, such as `streams`: the list that Auth0 keeps. Best
   * effort: neither throws nor waits.
   */
  announce(topics: readonly Topic[]): void;
  /**
   * A number that has changed when anything readable here may have, by any process, so that answers made before are known to
   * be old. At once, never throws; `NaN` where it cannot be told.
   */
  dataNumber(): number;
  /** The time by the clock that all processes of this store go by, in epoch milliseconds. At once. */
  nowMs(): number;
  /** Finishes what is queued, then closes. Later calls throw `StoreUnavailableError`. Safe to call twice. */
  close(): Promise<void>;
}

/** Hears how the commits of receipts go, for figures. Must not throw. */
export interface CommitWatch {
  /** One commit of `receipts` took `ms`, its sync included; `waiting` receipts are queued behind it. */
  committed(facts: { receipts: number; ms: number; waiting: number }): void;
  /** This many receipts were refused because they could not be stored. */
  refused(receipts: number): void;
}

/** What a notice can be about. */
export const topics = [
  'events',
  'users',
  'deliveries',
  'streams',
  'rejections',
  'jobs',
  'alerts',
  'ledger',
  'connectors',
  'storage',
] as const;

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

/**
 * Nothing was stored and the caller may try again: busy past its budget, disk full, read-only, closing. With
 * `mayHaveHappened` nobody knows: the process that makes the changes went away before it answered.
 */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
  /** True of errors made by another copy of this module too: class identity does not hold across Next's bundles. */
  readonly isStoreUnavailable = true;
  /** The change may have been made all the same: look before trying again what must not be done twice. */
  readonly mayHaveHappened: boolean;

  constructor(message: string, options: ErrorOptions & { mayHaveHappened?: boolean } = {}) {
    super(message, options);
    this.mayHaveHappened = options.mayHaveHappened ?? false;
  }
}

/** Recognises a `StoreUnavailableError` from any copy of this module. */
export function isStoreUnavailable(error: unknown): boolean {
  return error instanceof Error && 'isStoreUnavailable' in error && error.isStoreUnavailable === true;
}

/** Whether a deed that failed with `error` may have been done all the same, whichever copy of this module made the error. */
export function mayHaveHappened(error: unknown): boolean {
  return (
    isStoreUnavailable(error) && error instanceof Error && 'mayHaveHappened' in error && error.mayHaveHappened === true
  );
}
