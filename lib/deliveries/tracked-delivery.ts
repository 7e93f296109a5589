import { summariseAttempts } from './attempts';
import { causeOfDelivery } from './cause';
import { type DeliveryState, type ListedDelivery, type ListPoll } from './delivery';
import { planNextPoll } from './poll-schedule';
import { isOpen, nextDeliveryState, unlistedGraceMs } from './state';

/** What is stored of a delivery as far as polls read or change it. */
export interface TrackedDelivery {
  eventType: string;
  subjectId: string | null;
  subjectLabel: string | null;
  eventTimeMs: number | null;
  firstFailedAtMs: number | null;
  lastAttemptAtMs: number | null;
  attemptCount: number;
  markerCount: number;
  /** JSON: a poll compares it far more often than it reads it. */
  attempts: string;
  causeKey: string;
  errorMessage: string | null;
  state: DeliveryState;
  stateSinceMs: number;
  /** Last sign of a requested redelivery: the request, or news in Auth0's record. */
  signAtMs: number | null;
  nextPollAtMs: number | null;
  /** When the request is sent that Auth0's rate limit holds back; null when none is. */
  sendAfterMs: number | null;
  failedAgainCount: number;
  recoveredAtMs: number | null;
  listed: boolean;
  /** Length of Auth0's copy of the event; null while none was listed. A copy is written once and never read here. */
  payloadLength: number | null;
  askedAtMs: number | null;
  markerCountAtAsk: number;
  attemptCountAtAsk: number;
}

/** A delivery that a poll finds for the first time. */
export function newDelivery(listed: ListedDelivery, atMs: number): TrackedDelivery {
  return {
    ...factsOf(listed),
    payloadLength: listed.payload?.length ?? null,
    state: 'failed',
    stateSinceMs: atMs,
    signAtMs: null,
    nextPollAtMs: null,
    sendAfterMs: null,
    failedAgainCount: 0,
    recoveredAtMs: null,
    askedAtMs: null,
    markerCountAtAsk: 0,
    attemptCountAtAsk: 0,
  };
}

/** The delivery after a poll at `atMs` that found it listed. */
export function afterPoll<T extends TrackedDelivery>(known: T, listed: ListedDelivery, atMs: number): T {
  const facts = factsOf(listed);
  const next = nextDeliveryState(known, listed.attempts, atMs);
  const hasSign = facts.markerCount + facts.attemptCount > known.markerCount + known.attemptCount;
  const isMoved = next.state !== known.state;
  const after = {
    ...known,
    ...facts,
    payloadLength: known.payloadLength ?? listed.payload?.length ?? null,
    state: next.state,
    stateSinceMs: isMoved ? atMs : known.stateSinceMs,
    failedAgainCount: known.failedAgainCount + next.failedAgainIncrement,
    signAtMs: hasSign ? atMs : known.signAtMs,
    // Another request has been sent meanwhile: ours would deliver twice.
    sendAfterMs: next.state === 'asked' ? known.sendAfterMs : null,
  };
  // A poll planned for later stays as planned unless there is news, so that a poll without news writes nothing.
  const isPlanned = !isMoved && !hasSign && known.nextPollAtMs !== null && known.nextPollAtMs > atMs;
  return isPlanned ? after : { ...after, nextPollAtMs: nextPollOf(after, atMs) };
}

/** The delivery after a poll of it alone that Auth0 answered with "not listed". */
export function afterUnlistedPoll<T extends TrackedDelivery>(known: T, atMs: number): T {
  if (!isAwaited(known)) return known;
  if (known.askedAtMs === null || known.askedAtMs + unlistedGraceMs > atMs) return afterFailedPoll(known, atMs);
  return { ...known, state: 'gone', stateSinceMs: atMs, listed: false, nextPollAtMs: null, sendAfterMs: null };
}

/** The delivery after a poll of it alone that told nothing. */
export function afterFailedPoll<T extends TrackedDelivery>(known: T, atMs: number): T {
  return isAwaited(known) ? { ...known, nextPollAtMs: nextPollOf(known, atMs) } : known;
}

/**
 * Whether a delivery that a complete list does not hold has ended. One requested after the poll began may be missing from
 * the list, and while Auth0 may be trying again it is left alone for a while.
 */
export function isEnding(known: TrackedDelivery, { startedAtMs }: Pick<ListPoll, 'startedAtMs'>): boolean {
  if (!known.listed && !isOpen(known.state)) return false;
  const graceMs = isAwaited(known) ? unlistedGraceMs : 0;
  return known.askedAtMs === null || known.askedAtMs + graceMs <= startedAtMs;
}

/** The delivery after a complete list did not hold it. `recoveredAtMs`: the arrival that a receipt proves, else null. */
export function afterEnd<T extends TrackedDelivery>(known: T, recoveredAtMs: number | null, atMs: number): T {
  const unlisted = { ...known, listed: false };
  if (!isOpen(known.state)) return unlisted;
  const ended = { ...unlisted, stateSinceMs: atMs, nextPollAtMs: null, sendAfterMs: null };
  return recoveredAtMs === null ? { ...ended, state: 'gone' } : { ...ended, state: 'recovered', recoveredAtMs };
}

/** What has not been sent yet has nothing to poll for. */
function nextPollOf(delivery: TrackedDelivery, atMs: number): number | null {
  return delivery.sendAfterMs === null ? planNextPoll(delivery, atMs) : null;
}

function isAwaited({ state }: TrackedDelivery): boolean {
  return state === 'asked' || state === 'retrying';
}

function factsOf({ attempts, status, eventType, subjectId, subjectLabel, eventTimeMs }: ListedDelivery) {
  const { attemptCount, markerCount, firstFailedAtMs, lastAttemptAtMs, errorMessage } = summariseAttempts(attempts);
  const summary = { attemptCount, markerCount, firstFailedAtMs, lastAttemptAtMs, errorMessage };
  const causeKey = causeOfDelivery(status, attempts).key;
  const about = { eventType, subjectId, subjectLabel, eventTimeMs };
  return { ...about, ...summary, attempts: JSON.stringify(attempts), causeKey, listed: true };
}
