/** One entry of Auth0's `attempts[]`. `retrying` entries mark the moment a redelivery was asked for and are no attempts. */
export interface DeliveryAttempt {
  /** `failed` or `retrying` as seen live; any other word is kept as it is. */
  status: string;
  /** Milliseconds; null when Auth0 sent no readable timestamp. */
  atMs: number | null;
  errorMessage: string | null;
  /** Fractional milliseconds; Auth0 does not always send it. */
  durationMs: number | null;
}

/**
 * Where a failed delivery stands. `failed` → `asked` → (`retrying`) → `recovered` (a receipt arrived after the request) or
 * `failed_again`; `gone`: Auth0 no longer lists it and no receipt proves an arrival; `no_answer`: nothing for 15 minutes.
 */
export const deliveryStates = [
  'failed',
  'asked',
  'retrying',
  'recovered',
  'failed_again',
  'gone',
  'no_answer',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** Why deliveries failed, as one group: an HTTP answer, the sender's own transport error, or a reason in Auth0's words. */
export interface DeliveryCause {
  /** Stable key for URLs and grouping: `http-500`, `connect`, `timeout`, `other-…` (Auth0's words), `waiting`, `unknown`. */
  key: string;
  kind: 'http' | 'connect' | 'timeout' | 'other' | 'waiting' | 'unknown';
  /** HTTP status for kind `http`, else null. */
  status: number | null;
}

/** A failed delivery as Auth0 lists it, already normalised from whichever response shape it came in. */
export interface ListedDelivery {
  streamId: string;
  /** Equals the event id. */
  eventId: string;
  eventType: string;
  /** Auth0's own word: `failed`, `pending`, … */
  status: string;
  /** Oldest first. */
  attempts: DeliveryAttempt[];
  subjectId: string | null;
  subjectLabel: string | null;
  eventTimeMs: number | null;
  /** Auth0's copy of the event; null when it lists none. */
  payload: DeliveryPayload | null;
}

/** The copy of an event that Auth0 lists with a failed delivery. Auth0 trims it: it is not what the webhook will receive. */
export interface DeliveryPayload {
  /** JSON text with its numbers as they came; null when it is longer than we keep. */
  text: string | null;
  /** UTF-16 units of the whole. */
  length: number;
}

/** Longest copy that is kept of a failed delivery, in UTF-16 units. Auth0 trims its copies to a few thousand. */
export const longestPayload = 65_536;

/** What one poll of an event stream's failed deliveries found. */
export interface ListPoll {
  streamId: string;
  /** False for streams that post elsewhere: their deliveries can never be `recovered`. */
  pointsHere: boolean;
  startedAtMs: number;
  checkedAtMs: number;
  /** True when the list was longer than we read: such a poll ends no delivery. */
  capped: boolean;
  listed: ListedDelivery[];
  /** Auth0 has no such event stream any more. */
  isDeleted?: boolean;
}

/** What a poll of one delivery found: Auth0's record, `unlisted` after its 404, or `unknown` when the poll failed. */
export type FoundDelivery = ListedDelivery | 'unlisted' | 'unknown';

/** Names one delivery: an event may have failed through several event streams. */
export interface DeliveryName {
  streamId: string;
  eventId: string;
}

/** One request for redelivery. A later request for the same delivery has another instant. */
export interface RedeliveryClaim extends DeliveryName {
  askedAtMs: number;
}
