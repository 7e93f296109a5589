import { type Count, type Page } from '../page';
import { type DeliveryAttempt, type DeliveryCause, type DeliveryState } from './delivery';

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
  /** When our request is sent at last; null unless Auth0's rate limit holds it back. */
  sendAfterMs: number | null;
  /** How often a redelivery that we asked for has failed. */
  failedAgainCount: number;
  /** When the proving receipt arrived; only for `recovered`. */
  recoveredAtMs: number | null;
  /** Receipts of this event that this event stream brought, whenever they came: "received here?". */
  receiptCount: number;
  /** Receipts that other event streams brought: they prove nothing about this delivery. */
  otherReceiptCount: number;
  /** Whether Auth0 still listed it at the last check. */
  listed: boolean;
  /** UTF-16 units of Auth0's copy of the event; null when it listed none. */
  payloadLength: number | null;
}

export interface DeliveryFilter {
  streamIds?: string[];
  types?: string[];
  causeKey?: string;
  /** Default: open ones and those recovered or gone since the last hour. */
  states?: DeliveryState[];
  /** First failed at or after, in epoch ms. */
  fromMs?: number;
  /** First failed before, in epoch ms. */
  toMs?: number;
}

/** What a bulk redelivery has to know of a delivery. */
export interface DeliveryMark {
  seq: number;
  streamId: string;
  eventId: string;
  eventType: string;
  eventTimeMs: number | null;
  causeKey: string;
  state: DeliveryState;
  askedAtMs: number | null;
  /** When our request is sent at last; null unless Auth0's rate limit holds it back. */
  sendAfterMs: number | null;
  /** Marks of redeliveries in Auth0's list when we asked: one more proves that our request was taken. */
  markersAtAsk: number;
  errorMessage: string | null;
}

/** An open delivery as far as a filter of Auth0 can tell it from others, and what shows that it was requested. */
export interface OpenDelivery {
  eventId: string;
  eventType: string;
  eventTimeMs: number;
  state: DeliveryState;
  /** Our latest request for redelivery. */
  askedAtMs: number | null;
  /** Marks of redeliveries in Auth0's list. */
  markerCount: number;
}

/** Open deliveries of one event stream by event time. */
export interface OpenDeliveries {
  /** Oldest event first. */
  deliveries: OpenDelivery[];
  /** Types of open deliveries whose event time is not known, wherever it lies. */
  undatedTypes: string[];
}

/** How many deliveries of one event stream, type and cause are in one state. */
export interface DeliveryTally {
  streamId: string;
  eventType: string;
  causeKey: string;
  state: DeliveryState;
  count: number;
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

/** Result of the last poll of one event stream's failed deliveries. */
export interface DeliveryPoll {
  streamId: string;
  /** Last complete, successful poll; null before the first. */
  checkedAtMs: number | null;
  /** Last failed poll after that, if any: the data below is as of `checkedAtMs`. */
  failedAtMs: number | null;
  failure: string | null;
  /** True when the list was longer than we read. */
  capped: boolean;
}
