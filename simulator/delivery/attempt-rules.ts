/** What came of handing one event to a destination once. */
export type Reply =
  | { kind: 'answer'; status: number; body: string }
  /** No HTTP answer at all; `reason` is worded as Go's HTTP client words it. */
  | { kind: 'transport'; reason: string };

/** An entry of `attempts` in Auth0's delivery object. `retrying` marks "redelivery asked for at this time". */
export interface Attempt {
  status: 'failed' | 'retrying';
  timestamp: string;
  error_message?: string;
  /** Milliseconds, fractional. */
  duration?: number;
}

type Verdict = { next: 'delivered' } | { next: 'failed' } | { next: 'retry'; afterMs: number };

/** The first try and three more, as recorded from a real tenant: +1.02 s, +2.02 s, +4.02 s. */
export const RETRY_GAPS_MS = [1000, 2000, 4000] as const;

const TRANSPORT_TEXT_LIMIT = 50;
const ANSWER_TEXT_LIMIT = 200;

/** 2xx delivers, 4xx fails at once, everything else (3xx, 5xx, no answer) is tried again until the gaps are used up. */
export function verdict(reply: Reply, attemptsMade: number): Verdict {
  if (reply.kind === 'answer') {
    if (reply.status >= 200 && reply.status < 300) return { next: 'delivered' };
    if (reply.status >= 400 && reply.status < 500) return { next: 'failed' };
  }
  const afterMs = RETRY_GAPS_MS[attemptsMade - 1];
  return afterMs === undefined ? { next: 'failed' } : { next: 'retry', afterMs };
}

const cut = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit)} ...` : text);

/** Auth0 keeps an HTTP answer as `500 - {"error":"boom"}` and cuts a transport error after about 50 characters. */
export function errorMessage(reply: Reply): string {
  return reply.kind === 'answer'
    ? cut(`${reply.status} - ${reply.body}`, ANSWER_TEXT_LIMIT)
    : cut(reply.reason, TRANSPORT_TEXT_LIMIT);
}

/** How many attempts Auth0 makes for a destination that always gives this reply. */
export function attemptsFor(reply: Reply): number {
  let made = 1;
  while (verdict(reply, made).next === 'retry') made += 1;
  return made;
}
