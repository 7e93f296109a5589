import { type Count, type Page, type PageRequest } from '../page';
import { type Change } from '../users/change';
import { type Envelope, type StreamEvent } from './event';
import { type Outcome } from './outcome';

/** Which configured credential a request presented. `index` counts from 0 within its kind, in the order of the setting. */
export interface MatchedCredential {
  kind: 'bearer' | 'basic' | 'header';
  index: number;
}

/** What we keep of the HTTP request besides its body. Secrets are redacted before this is built. */
export interface RequestFacts {
  remoteAddress: string | null;
  /** Lower-case names; credential headers carry the value `redacted`. */
  headers: Record<string, string>;
  /** Byte length of the body. */
  bytes: number;
  /** Hex SHA-256 of the body. */
  sha256: string;
}

/** One authenticated, parseable request to the webhook, ready to be made durable. */
export interface IncomingReceipt {
  receivedAtMs: number;
  /** The raw bytes as received, the EventBridge envelope included. */
  body: Uint8Array;
  event: StreamEvent;
  envelope: Envelope;
  credential: MatchedCredential;
  request: RequestFacts;
}

/** `duplicate` and `conflict` are answered in the `x-event-result` header; a first arrival carries none. */
export type ReceiptResult = 'new' | 'duplicate' | 'conflict';

export interface RecordedReceipt {
  result: ReceiptResult;
  eventSeq: number;
  outcome: Outcome;
}

export interface EventSummary {
  /** Our own monotonic number of arrival. */
  seq: number;
  id: string;
  type: string;
  /** The envelope's `time`; null when unreadable. */
  timeMs: number | null;
  receivedAtMs: number;
  streamId: string | null;
  subjectId: string | null;
  subjectLabel: string | null;
  outcome: Outcome;
  /** For `late`: the row changed all the same. For other outcomes: the event changed the row. */
  rowChanged: boolean;
  /** For `error`: why. */
  outcomeReason: string | null;
  receiptCount: number;
  /** How many receipts carried other content under the same id. */
  conflictCount: number;
  /** Changed fields of the mirrored profile in event order; empty for events that are not about a user. At most 64. */
  changes: Change[];
}

export interface Receipt {
  seq: number;
  receivedAtMs: number;
  result: ReceiptResult;
  streamId: string | null;
  envelope: Envelope;
  credential: MatchedCredential;
  request: RequestFacts;
  /** Milliseconds from the arrival of the request's headers until its row was written; the sync to disk follows at once. */
  tookMs: number;
}

export interface EventDetail extends EventSummary {
  source: string | null;
  tenant: string | null;
  /** The first received body as text. */
  body: string;
  /** Newest first, at most 100 of `receiptCount`. */
  receipts: Receipt[];
}

export interface EventFilter {
  types?: string[];
  outcomes?: Outcome[];
  streamIds?: string[];
  subjectId?: string;
  /** Received at or after, in milliseconds. */
  fromMs?: number;
  /** Received before, in milliseconds. */
  toMs?: number;
  /** Default `include`. */
  test?: 'hide' | 'include' | 'only';
}

export interface EventPage extends Page<EventSummary> {
  matching: Count;
  /** All events in the store. */
  total: Count;
}

export interface HistogramBucket {
  startMs: number;
  counts: Record<Outcome, number>;
}

/** A refused request to the webhook. Never the credential; the body only for malformed ones, its first 64 KiB. */
export interface Rejection {
  seq: number;
  receivedAtMs: number;
  status: 400 | 401 | 413 | 415;
  /** One sentence for a person; holds nothing of the body. */
  reason: string;
  remoteAddress: string | null;
  userAgent: string | null;
  bytes: number;
}

export type NewRejection = Omit<Rejection, 'seq'> & { body: Uint8Array | null };

export interface EventStore {
  /**
   * Makes one receipt durable: event (first arrival), receipt, mirror and delivery recovery in one transaction that is
   * fsynced before the promise resolves. Receipts arriving while a commit runs share the next one (group commit).
   * Errors: `StoreUnavailableError` when nothing was stored (busy beyond 2 s, disk full, read-only, closing); the sender may try again.
   * An event that breaks a rule is stored with outcome `error`; it never fails its neighbours in the batch.
   */
  recordReceipt(receipt: IncomingReceipt): Promise<RecordedReceipt>;
  /** Keeps a rejection in a capped list (newest 1,000). Best effort: never throws, never on the ingest path. */
  recordRejection(rejection: NewRejection): Promise<void>;
  /**
   * Rejections since `sinceMs`, newest first, at most `limit`, and how many there were in all, those no longer kept included
   * (of the first, partial hour only the kept ones).
   */
  listRejections(sinceMs: number, limit: number): Promise<{ items: Rejection[]; total: number }>;
  /** Newest first. */
  listEvents(filter: EventFilter, page: PageRequest): Promise<EventPage>;
  getEvent(id: string): Promise<EventDetail | null>;
  /** Ids of the next newer and next older event under the same filter, for stepping from inside a detail. */
  eventNeighbours(seq: number, filter: EventFilter): Promise<{ newer: string | null; older: string | null }>;
  /** Every event type ever received, with its number of events, most frequent first. */
  eventTypeCounts(): Promise<{ type: string; count: number }[]>;
  /**
   * Arrivals between `fromMs` and `toMs` by outcome; buckets of `bucketMs` aligned to `fromMs`, empty ones included.
   * `RangeError` beyond 500 buckets.
   */
  eventHistogram(range: {
    fromMs: number;
    toMs: number;
    bucketMs: number;
    streamId?: string;
  }): Promise<HistogramBucket[]>;
  /**
   * Arrival time of the newest event; null when there is none. With `streamId`: of the newest receipt which that event stream
   * brought, repetitions included.
   */
  lastReceivedAtMs(streamId?: string): Promise<number | null>;
  /** Remembers an id that our own test call returned: its event never touches the mirror, even if the mark is lost on redelivery. */
  rememberTestEvent(id: string, sentAtMs: number): Promise<void>;
}
