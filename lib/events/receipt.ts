import { type Envelope, type StreamEvent } from './event';
import { type Outcome } from './outcome';

/**
 * Which configured credential a request presented. `index` counts from 0 within its kind, in the order of the setting. `feed`:
 * there was no request to the webhook; we read the event by the Management API.
 */
export interface MatchedCredential {
  kind: 'bearer' | 'basic' | 'header' | 'feed';
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

/** One authenticated, parseable request to the webhook, or a copy of the event feed, ready to be made durable. */
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
