import { type Count, type Page, type PageRequest } from '../page';
import { type DeliveryAttempt, type DeliveryCause, type DeliveryState, type ListedDelivery } from './delivery';

export interface DeliverySummary {
  /** Our own monotonic number; keyset of the list. */
  seq: number;
  streamId: string;
  eventId: string;
  eventType: string;
  subjectId: string | null;
  subjectLabel: string | null;
  eventTimeMs: number | null;
  firstFailedAtMs: number | null;
  lastAttemptAtMs: number | null;
  /** Real attempts, `retrying` markers left out. */
  attemptCount: number;
  /** Redeliveries asked for, by anyone (markers in Auth0's list, or our own request not yet marked). */
  askedCount: number;
  attempts: DeliveryAttempt[];
  /** Of the newest failed attempt. */
  cause: DeliveryCause;
  /** Error text of the newest failed attempt. */
  errorMessage: string | null;
  state: DeliveryState;
  /** Our latest request for redelivery. */
  askedAtMs: number | null;
  askedBy: string | null;
  /** How often a redelivery that we asked for has failed. */
  failedAgainCount: number;
  /** When the proving receipt arrived; only for `recovered`. */
  recoveredAtMs: number | null;
  /** Receipts of this event id at our webhook, whenever they came: "received here?". */
  receiptCount: number;
  /** Whether Auth0 still listed it at the last check. */
  listed: boolean;
}

export interface DeliveryFilter {
  streamIds?: string[];
  types?: string[];
  causeKey?: string;
  /** Default: open ones and those recovered or gone since the last hour. */
  states?: DeliveryState[];
}

export interface DeliveryPage extends Page<DeliverySummary> {
  matching: Count;
}

export interface CauseGroup {
  cause: DeliveryCause;
  /** Open deliveries (not recovered, not gone) of this cause. */
  count: number;
  streamIds: string[];
  firstFailedAtMs: number | null;
  lastAttemptAtMs: number | null;
}

/** Result of the last look at one event stream's failed deliveries. */
export interface DeliveryPoll {
  streamId: string;
  /** Last complete, successful look; null before the first. */
  checkedAtMs: number | null;
  /** Last failed look after that, if any: the data below is as of `checkedAtMs`. */
  failedAtMs: number | null;
  failure: string | null;
  /** True when the list was longer than we read. */
  capped: boolean;
}

export interface DeliveryStore {
  /** Failed deliveries by `seq`, newest first. They are numbered in order of first failure within the look that first listed them. */
  listDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<DeliveryPage>;
  /** Open deliveries by cause, largest group first. */
  deliveryCauses(filter: DeliveryFilter): Promise<CauseGroup[]>;
  getDelivery(streamId: string, eventId: string): Promise<DeliverySummary | null>;
  /** Deliveries of one event over all event streams (usually none or one). */
  deliveriesOfEvent(eventId: string): Promise<DeliverySummary[]>;
  /** Open deliveries (not recovered, not gone), overall and by event stream. */
  countFailedDeliveries(): Promise<{ total: number; byStream: Record<string, number>; oldestMs: number | null }>;
  /**
   * Takes a complete look at one event stream's list: upserts what is listed; open rows no longer listed (and not asked for
   * after `startedAtMs`, nor asked for without an answer in the 15 s before it) become `recovered` when a receipt exists that arrived after their last attempt, else `gone`. A
   * `capped` look ends no row. A receipt that another event stream brought proves nothing. `pointsHere` is false for streams
   * that post elsewhere: they can never be `recovered`. With `isDeleted` the note of the look goes too once nothing is left to end. Written in steps,
   * so others may read it half done; a look without news writes only its note.
   */
  syncDeliveries(look: {
    streamId: string;
    pointsHere: boolean;
    startedAtMs: number;
    checkedAtMs: number;
    capped: boolean;
    listed: ListedDelivery[];
    /** Auth0 has no such event stream any more. */
    isDeleted?: boolean;
  }): Promise<{ changed: boolean }>;
  /** Notes that a look failed; the rows stay as they are. */
  noteFailedLook(streamId: string, atMs: number, failure: string): Promise<void>;
  deliveryPolls(): Promise<DeliveryPoll[]>;
  /**
   * Claims one delivery for a redelivery request: moves `failed`, `failed_again`, `no_answer` or `gone` to `asked`.
   * False when it is unknown or already asked/retrying/recovered, so that a double click asks once. Writes the audit row.
   */
  claimRedelivery(streamId: string, eventId: string, asked: { atMs: number; by: string }): Promise<boolean>;
  /** Undoes a claim whose request Auth0 did not accept (403, 5xx, timeout): back to the state before. */
  releaseRedelivery(streamId: string, eventId: string): Promise<void>;
  /** Auth0 answered 404: no longer listed there. A `recovered` delivery stays recovered. */
  markGone(streamId: string, eventId: string, atMs: number): Promise<void>;
  /** What a single look at an asked delivery found: new attempts decide `retrying` or `failed_again`. */
  updateAsked(delivery: ListedDelivery, atMs: number): Promise<void>;
  /** Asked and retrying deliveries that may be due for a look, oldest request first; the watcher spaces the looks (`nextLookAtMs`). */
  askedDeliveries(limit: number): Promise<DeliverySummary[]>;
  /** Asked deliveries without any sign for 15 minutes become `no_answer`. Returns how many. */
  expireAsked(beforeMs: number): Promise<number>;
}
