import { isFailedAttempt, isRedeliveryMarker } from './attempts';
import { causeOf } from './cause';
import { type DeliveryAttempt, type DeliveryState } from './delivery';

/** States of a delivery that Auth0 still owes: neither recovered nor gone. */
export const openStates = [
  'failed',
  'asked',
  'retrying',
  'failed_again',
  'no_answer',
] as const satisfies DeliveryState[];

/** Whether a delivery counts as failed now. */
export function isOpen(state: DeliveryState): boolean {
  return openStates.some((open) => open === state);
}

/** States from which a redelivery may be requested. */
export const retryableStates = ['failed', 'failed_again', 'no_answer', 'gone'] as const satisfies DeliveryState[];

/** Whether a person may ask for a redelivery. */
export function canRetry(state: DeliveryState): boolean {
  return retryableStates.some((retryable) => retryable === state);
}

/** One attempt and three retries, after gaps of 1, 2 and 4 s (Auth0's event stream best practices; seen so in recordings). */
export const attemptsPerDelivery = 4;

/** The longest gap between two attempts is 4 s; after this silence in milliseconds no further attempt is coming. */
const silenceMs = 15_000;

/** Auth0 may take a delivery off its list while it tries again; only this long (ms) after a request does its absence say anything. */
export const unlistedGraceMs = 15_000;

/** Our clock and Auth0's may differ by this much (ms) when nothing but the time tells old attempts from new ones. */
const clockSkewMs = 5_000;

/** What is known of a delivery when Auth0's list is polled again. The counts are those stored when we asked. */
export interface KnownDelivery {
  state: DeliveryState;
  /** Our latest request for redelivery; null when we never asked. */
  askedAtMs: number | null;
  markerCountAtAsk: number;
  attemptCountAtAsk: number;
}

export interface NextDeliveryState {
  state: DeliveryState;
  /** 1 when this poll found that a redelivery we asked for has failed. */
  failedAgainIncrement: 0 | 1;
}

/** States in which the answer to a redelivery request of ours is still open. */
const awaiting: ReadonlySet<DeliveryState> = new Set(['asked', 'retrying', 'no_answer', 'gone']);

/**
 * Where a delivery stands after a poll of Auth0's record of it. Attempts never prove an arrival, so this never returns
 * `recovered` by itself and never leaves it; only a receipt does that. `nowMs` is the time of the poll.
 */
export function nextDeliveryState(
  previous: KnownDelivery,
  attempts: readonly DeliveryAttempt[],
  nowMs: number,
): NextDeliveryState {
  if (!awaiting.has(previous.state)) return { state: previous.state, failedAgainIncrement: 0 };
  const fresh = attemptsSinceAsked(previous, attempts).filter(isFailedAttempt);
  const newest = fresh.at(-1);
  if (newest === undefined) {
    // Listed once more after we had called it gone: it is an open failure again.
    return { state: previous.state === 'gone' ? 'failed' : previous.state, failedAgainIncrement: 0 };
  }
  if (isOver(fresh.length, newest, nowMs)) {
    // What is listed once more after we had called it gone may have been counted before: never count it twice.
    return { state: 'failed_again', failedAgainIncrement: previous.state === 'gone' ? 0 : 1 };
  }
  return { state: 'retrying', failedAgainIncrement: 0 };
}

/** Attempts that belong to the redelivery we asked for; none when we never asked. */
function attemptsSinceAsked(previous: KnownDelivery, attempts: readonly DeliveryAttempt[]): DeliveryAttempt[] {
  const { askedAtMs } = previous;
  if (askedAtMs === null) return [];
  const markerCount = attempts.filter(isRedeliveryMarker).length;
  // A marker that was not there when we asked is ours (or a later one): what follows it is the redelivery.
  if (markerCount > previous.markerCountAtAsk) return attempts.slice(attempts.findLastIndex(isRedeliveryMarker) + 1);
  const unseen = attempts.filter((attempt) => !isRedeliveryMarker(attempt)).slice(previous.attemptCountAtAsk);
  if (markerCount > 0) return unseen;
  // Without any marker, late attempts of the first delivery must not pass for the redelivery.
  return unseen.filter((attempt) => attempt.atMs === null || attempt.atMs >= askedAtMs - clockSkewMs);
}

/** Auth0 tries no more: all attempts used, an answer it never retries (4xx), or silence. */
function isOver(count: number, newest: DeliveryAttempt, nowMs: number): boolean {
  const { status } = causeOf(newest.errorMessage, newest.durationMs);
  if (count >= attemptsPerDelivery || (status !== null && status >= 400 && status < 500)) return true;
  return newest.atMs !== null && nowMs - newest.atMs > silenceMs;
}
