import { minuteMs } from '../spans';
import { type HoldReason, type ParkReason, type ReviewReason } from './connector';
import { type ReviewFacts } from './records/record';
import { askedPause } from './retry-pace';

/** What came back: a status, or why none did. */
export type ReceivedAnswer =
  { kind: 'answered'; status: number; retryAfter: string | null } | { kind: 'failed' } | { kind: 'refused' };

/**
 * What an answer to a webhook means. `taken`: go on. `hold`: nothing can be sent there until a person has seen to it. `quiet`:
 * it asks for a pause of the connector, which is no failure of the event. `failed`: try again later; `isOutage` when the other
 * side, and not the event, seems to be the trouble.
 */
export type Judgement =
  | { kind: 'taken' }
  | { kind: 'hold'; reason: HoldReason }
  | { kind: 'quiet'; untilMs: number }
  | { kind: 'failed'; isOutage: boolean; isAnswered: boolean }
  /** It cannot be reached at all. */
  | { kind: 'away' }
  /** What was to be written is refused, and will be until it changes. */
  | { kind: 'refused'; reason: ReviewReason; facts?: ReviewFacts }
  /** There is nothing to be done for this user until the next change. */
  | { kind: 'park'; reason: ParkReason }
  /** It is too early for this user. */
  | { kind: 'wait'; untilMs: number };

/** How long a connector waits that is told to, but not for how long, in ms. */
const quietUnaskedMs = minuteMs;

/** Standard Webhooks: 2xx takes it, 410 wants no more, 429 and 503 ask for a pause; everything else is tried again. */
export function judgeAnswer(answer: ReceivedAnswer, nowMs: number): Judgement {
  if (answer.kind === 'refused') return { kind: 'hold', reason: 'address_refused' };
  if (answer.kind === 'failed') return { kind: 'failed', isOutage: true, isAnswered: false };
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 410) return { kind: 'hold', reason: 'endpoint_gone' };
  if (status === 429 || status === 503) {
    return { kind: 'quiet', untilMs: nowMs + (askedPause(retryAfter, nowMs) ?? quietUnaskedMs) };
  }
  return { kind: 'failed', isOutage: status >= 500, isAnswered: true };
}
