import { type PageRequest } from '../page';
import { type DeliveryName, type FoundDelivery, type ListPoll, type RedeliveryClaim } from './delivery';
import {
  type CauseGroup,
  type DeliveryFilter,
  type DeliveryMark,
  type DeliveryPage,
  type DeliveryPoll,
  type DeliverySummary,
  type DeliveryTally,
  type OpenDeliveries,
} from './delivery-record';

/** A filter that says which states it is about. */
export type StatedFilter = DeliveryFilter & Required<Pick<DeliveryFilter, 'states'>>;

/** The job that requests a redelivery, and the key of its item. */
export interface RedeliveryJob {
  id: number;
  owner: string;
  itemKey: string;
  /** One of many: its first poll can wait until most have arrived. */
  isOneOfMany: boolean;
}

/** One of many that a job requests at once. */
export interface SliceItem {
  eventId: string;
  /** Key of the job's item. */
  itemKey: string;
}

export interface DeliveryStore {
  /** Failed deliveries by `seq`, newest first. They are numbered in order of first failure within the poll that first listed them. */
  listDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<DeliveryPage>;
  /** Open deliveries by cause, largest group first. */
  deliveryCauses(filter: DeliveryFilter): Promise<CauseGroup[]>;
  /** Deliveries of a filter that names its states, numbered above `above` and up to `upTo`, oldest first. */
  markDeliveries(filter: StatedFilter, range: { above: number; upTo: number; limit: number }): Promise<DeliveryMark[]>;
  /** As `markDeliveries` for deliveries by name, at most a thousand at once, each named once; one that is unknown is left out. */
  markNamedDeliveries(names: readonly DeliveryName[]): Promise<DeliveryMark[]>;
  /** Deliveries by name with all that lists show, at most a hundred at once; one that is unknown is left out. */
  namedDeliveries(names: readonly DeliveryName[]): Promise<DeliverySummary[]>;
  /** How many deliveries match a filter that names its states, by what a person decides on; `upTo` is the newest number. */
  tallyDeliveries(filter: StatedFilter): Promise<{ tallies: DeliveryTally[]; upTo: number }>;
  /** Open deliveries of one event stream whose event time is at or after `fromMs` and before `toMs`, at most `limit`. */
  openDeliveries(streamId: string, range: { fromMs: number; toMs?: number; limit: number }): Promise<OpenDeliveries>;
  getDelivery(streamId: string, eventId: string): Promise<DeliverySummary | null>;
  /** Auth0's trimmed copy of the event as JSON text; null when none is kept. */
  deliveryPayload(streamId: string, eventId: string): Promise<string | null>;
  /** Deliveries of one event over all event streams (usually none or one). */
  deliveriesOfEvent(eventId: string): Promise<DeliverySummary[]>;
  /** Open deliveries (not recovered, not gone), overall and by event stream. */
  countFailedDeliveries(): Promise<{ total: number; byStream: Record<string, number>; oldestMs: number | null }>;
  /**
   * How many open deliveries failed first within each bucket of a range, oldest bucket first: as many numbers as buckets fit,
   * the last one cut short by the end.
   */
  failureHistogram(range: { fromMs: number; toMs: number; bucketMs: number }): Promise<number[]>;
  /**
   * Takes in a poll of one event stream's list: upserts what is listed. Open rows no longer listed (and not requested after
   * the poll began, nor requested without an answer in the 15 s before it) become `recovered` when a receipt proves their
   * arrival, else `gone`. A receipt that another event stream brought proves nothing. With `isDeleted` the note of the poll
   * goes too once nothing is left to end. Written in steps, so others may read it half done; a poll without news writes
   * only its note.
   */
  syncDeliveries(poll: ListPoll): Promise<{ changed: boolean }>;
  /** Notes that a poll of an event stream's list failed; the rows stay as they are. */
  noteFailedPoll(streamId: string, atMs: number, failure: string): Promise<void>;
  deliveryPolls(): Promise<DeliveryPoll[]>;
  /**
   * Claims one delivery for a redelivery request: moves `failed`, `failed_again`, `no_answer` or `gone` to `asked`.
   * False when it is unknown or already asked/retrying/recovered, so that a double click asks once. Writes the audit row.
   * Only receipts numbered after the claim prove an arrival: a clock may step back. For a job it is false too unless the
   * job may begin things under this claim, and its item becomes `asking`.
   */
  claimRedelivery(
    streamId: string,
    eventId: string,
    asked: { atMs: number; by: string; job?: RedeliveryJob },
  ): Promise<boolean>;
  /**
   * As `claimRedelivery` for many of one event stream at one instant, for one request that names all of them: all or none. False
   * when any of them cannot be claimed, or the job may begin nothing under this claim; then nothing was changed.
   */
  claimRedeliveries(
    streamId: string,
    items: readonly SliceItem[],
    asked: { atMs: number; by: string; job: Pick<RedeliveryJob, 'id' | 'owner'> },
  ): Promise<boolean>;
  /** As `releaseRedelivery` for many of one event stream that were claimed at one instant. */
  releaseRedeliveries(streamId: string, eventIds: readonly string[], askedAtMs: number): Promise<void>;
  /** Undoes a claim whose request Auth0 did not accept (403, 5xx): back to the state before. Nothing when the claim has ended. */
  releaseRedelivery(claim: RedeliveryClaim): Promise<void>;
  /** Keeps a claimed request that Auth0's rate limit holds back until `sendAfterMs`. Nothing when the claim has ended. */
  postponeRedelivery(claim: RedeliveryClaim, sendAfterMs: number): Promise<void>;
  /** Hands out held requests that are due, longest wait first, to one caller each for a minute (`leaseMs`). */
  takeRedeliveriesToSend(limit: number): Promise<DeliverySummary[]>;
  /** A held request was sent: its polls begin. Nothing when the claim has ended. */
  noteRedeliverySent(claim: RedeliveryClaim, atMs: number): Promise<void>;
  /** Auth0 answered 404: no longer listed there. A `recovered` delivery stays recovered. */
  markGone(streamId: string, eventId: string, atMs: number): Promise<void>;
  /**
   * What a poll of one requested delivery found: new attempts decide `retrying` or `failed_again`, `unlisted` decides `gone`
   * 15 s after the request. Plans the next poll (`planNextPoll`).
   */
  recordPoll(streamId: string, eventId: string, found: FoundDelivery, atMs: number): Promise<void>;
  /** Asked and retrying deliveries whose next poll is due, oldest request first. */
  deliveriesToPoll(limit: number): Promise<DeliverySummary[]>;
  /** Asked deliveries, held ones aside, without any sign for 15 minutes become `no_answer`. Returns how many. */
  expireAsked(beforeMs: number): Promise<number>;
}
