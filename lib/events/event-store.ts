import { type PageRequest } from '../page';
import { type EventDetail, type EventFilter, type EventPage, type HistogramBucket } from './event-record';
import { type IncomingReceipt, type RecordedReceipt } from './receipt';

/** Place in the order of first arrivals. */
export interface ArrivalPlace {
  receivedAtMs: number;
  /** Number of the event; 0 for the beginning of the instant. */
  seq: number;
}

export interface ArrivalQuery {
  streamId: string;
  after: ArrivalPlace;
  untilMs: number;
  timeFromMs: number;
  timeToMs: number;
  limit: number;
}

/** The first arrival of an event. */
export interface Arrival extends ArrivalPlace {
  id: string;
  type: string;
  timeMs: number;
}

export interface EventStore {
  /**
   * Makes one receipt durable: event (first arrival), receipt, mirror and delivery recovery in one transaction that is
   * fsynced before the promise resolves. Receipts arriving while a commit runs share the next one (group commit).
   * Errors: `StoreUnavailableError` when nothing was stored (busy beyond 2 s, disk full, read-only, closing); the sender may try again.
   * An event that breaks a rule is stored with outcome `error`; it never fails its neighbours in the batch.
   */
  recordReceipt(receipt: IncomingReceipt): Promise<RecordedReceipt>;
  /** Newest first. */
  listEvents(filter: EventFilter, page: PageRequest): Promise<EventPage>;
  getEvent(id: string): Promise<EventDetail | null>;
  /** Ids of the next newer and next older event under the same filter, for stepping from inside a detail. */
  eventNeighbours(seq: number, filter: EventFilter): Promise<{ newer: string | null; older: string | null }>;
  /** Every event type ever received, with its number of events, most frequent first. */
  eventTypeCounts(): Promise<{ type: string; count: number }[]>;
  /**
   * Arrivals between `fromMs` and `toMs` by outcome, of the events that a list under the same filter has; buckets of
   * `bucketMs` aligned to `fromMs`, empty ones included. `RangeError` beyond 500 buckets.
   */
  eventHistogram(range: EventFilter & { fromMs: number; toMs: number; bucketMs: number }): Promise<HistogramBucket[]>;
  /**
   * Arrival time of the newest event; null when there is none. With `streamId`: of the newest receipt which that event stream
   * brought, repetitions included.
   */
  lastReceivedAtMs(streamId?: string): Promise<number | null>;
  /**
   * First arrivals of events that one event stream brought, in order of arrival, among those received after `after` and before
   * `untilMs` whose event time lies in a range: `timeFromMs` inclusive, `timeToMs` exclusive.
   */
  listArrivals(query: ArrivalQuery): Promise<Arrival[]>;
  /** Remembers an id that our own test call returned: its event never touches the mirror, even if the mark is lost on redelivery. */
  rememberTestEvent(id: string, sentAtMs: number): Promise<void>;
}
