import { plainText } from '../text/plain-text';
import { isFailedAttempt, summariseAttempts } from './attempts';
import { type DeliveryAttempt, type DeliveryCause } from './delivery';

/** A refused connection or an unknown name fails within milliseconds; who waited this long waited for an answer. */
const timeoutFromMs = 3_000;

const unknownCause: DeliveryCause = { key: 'unknown', kind: 'unknown', status: null };
const connectCause: DeliveryCause = { key: 'connect', kind: 'connect', status: null };
const waitingCause: DeliveryCause = { key: 'waiting', kind: 'waiting', status: null };
const timeoutCause: DeliveryCause = { key: 'timeout', kind: 'timeout', status: null };

/**
 * Why an attempt failed, read from Auth0's error text. Two families are recorded live: our own answer
 * (`500 - {"error":"boom"}`) and the error of Auth0's Go HTTP client cut at about 50 characters
 * (`Post "https://host/pa ...`), where the cut removes the reason and only the duration (ms) is left to tell.
 */
export function causeOf(errorMessage: string | null, durationMs: number | null): DeliveryCause {
  const text = errorMessage?.trim() ?? '';
  const status = /^([1-5]\d\d)(?=$|[\s:\-–])/.exec(text)?.[1];
  if (status !== undefined) return { key: `http-${status}`, kind: 'http', status: Number(status) };
  if (/timeout|timed out|deadline exceeded/i.test(text)) return timeoutCause;
  if (/refused|no such host|reset by peer|unreachable|x509|certificate|tls:|\bEOF\b/i.test(text)) return connectCause;
  if (!/^(get|post|put|dial|read|write)\b/i.test(text)) return otherCause(text);
  return durationMs !== null && durationMs >= timeoutFromMs ? timeoutCause : connectCause;
}

/** Why a delivery failed, read from its newest failed attempt. One that Auth0 has not attempted yet is waiting. */
export function causeOfDelivery(status: string, attempts: readonly DeliveryAttempt[]): DeliveryCause {
  if (status !== 'failed' && !attempts.some(isFailedAttempt)) return waitingCause;
  const { errorMessage, durationMs } = summariseAttempts(attempts);
  return causeOf(errorMessage, durationMs);
}

const otherPrefix = 'other-';
const longestWords = 80;

/** A reason we do not know is told in Auth0's words, without the ids and numbers that would give each delivery a group. */
function otherCause(text: string): DeliveryCause {
  const words = plainText(text.replace(/\b[\da-f]{8}[\da-f-]*\b|\d{3,}/gi, '…'), longestWords);
  return words === '' ? unknownCause : { key: `${otherPrefix}${words}`, kind: 'other', status: null };
}

/** Auth0's words for a cause of kind `other`. */
export function wordsOf({ key }: DeliveryCause): string {
  return key.slice(otherPrefix.length);
}

/** The cause a stable key stands for; `unknown` for a key we never made. Inverse of `cause.key`. */
export function causeFromKey(key: string): DeliveryCause {
  const status = /^http-([1-5]\d\d)$/.exec(key)?.[1];
  if (status !== undefined) return { key, kind: 'http', status: Number(status) };
  if (key.startsWith(otherPrefix) && key.length > otherPrefix.length) return { key, kind: 'other', status: null };
  if (key === 'connect') return connectCause;
  if (key === 'waiting') return waitingCause;
  return key === 'timeout' ? timeoutCause : unknownCause;
}
