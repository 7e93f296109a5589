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

/** Why deliveries failed, as one group: an HTTP answer, or the sender's own transport error. */
export interface DeliveryCause {
  /** Stable key for URLs and grouping: `http-500`, `connect`, `timeout`, `unknown`. */
  key: string;
  kind: 'http' | 'connect' | 'timeout' | 'unknown';
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
}
