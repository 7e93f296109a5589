import { type DeliveryMark } from '../deliveries/delivery-record';
import { watchForMs } from '../deliveries/poll-schedule';
import { type RedeliveryResult } from './redelivery';

/** How many items of a part have each result. */
export type PartResults = Partial<Record<RedeliveryResult, number>>;

/**
 * What may be requested of a part, which is all that fails at one event stream for one cause: `one` event first, since a
 * cause that is not fixed would hold live events back and count towards the limit at which Auth0 disables the stream; then
 * `wait` for it; `all` once one has arrived; `none` of a part whose event failed again.
 */
export type PartLeave = 'one' | 'wait' | 'all' | 'none';

/** So many failures in a row, with no arrival between them, say that the cause is back. */
const relapseAfter = 10;

/** What may be requested of a part with these results so far. `streak`: failures since its last arrival. */
export function leaveOf(results: PartResults, streak: number): PartLeave {
  const of = (...names: RedeliveryResult[]) => names.reduce((sum, name) => sum + (results[name] ?? 0), 0);
  if (of('recovered', 'unlisted') > 0) return streak >= relapseAfter ? 'none' : 'all';
  if (of('failed_again', 'no_answer') > 0) return 'none';
  return of('asking', 'asked') > 0 ? 'wait' : 'one';
}

/** Failures since the last arrival, once these outcomes have come as well; among them the order is not known. */
export function nextStreak(streak: number, outcomes: readonly RedeliveryResult[]): number {
  if (outcomes.some((result) => result === 'recovered' || result === 'unlisted')) return 0;
  return streak + outcomes.filter((result) => result === 'failed_again' || result === 'no_answer').length;
}

/** What came of a requested item. */
export interface Outcome {
  result: RedeliveryResult;
  reason: string | null;
}

interface Requested {
  /** When it was claimed. */
  askedAtMs: number;
  nowMs: number;
  /** Whether its event stream posts here, so that an arrival would be seen. */
  isHere: boolean;
}

const takenAway: Outcome = { result: 'waiting', reason: null };

/** What came of an item that was requested, by where its delivery stands now; null while nothing is known. */
export function outcomeOf(mark: DeliveryMark | undefined, { askedAtMs, nowMs, isHere }: Requested): Outcome | null {
  if (mark === undefined) return { result: 'skipped', reason: 'no longer known here' };
  if (mark.state === 'recovered') return { result: 'recovered', reason: null };
  // Auth0 did not accept the request after all, or somebody has made another one since.
  if (mark.askedAtMs !== askedAtMs) return takenAway;
  switch (mark.state) {
    case 'asked':
    case 'retrying':
      return null;
    case 'gone':
      if (!isHere) return { result: 'unlisted', reason: 'Auth0 lists it no more' };
      // Auth0 takes a delivery off its list while it tries again, so it may still arrive, or be listed as failed.
      return nowMs - askedAtMs < watchForMs ? null : { result: 'no_answer', reason: 'neither listed nor arrived' };
    case 'no_answer':
      return { result: 'no_answer', reason: 'no sign for 15 minutes' };
    case 'failed':
    case 'failed_again':
      return { result: 'failed_again', reason: mark.errorMessage };
  }
}

/**
 * Most requests without an outcome at a time, at one event stream and by all jobs. Below the 500 failures in a row at which Auth0 disables an event stream, so that
 * a cause that comes back is seen in time; above what 16 requests a second (the limit of an Enterprise tenant) are in the 20 s
 * that a redelivery takes.
 */
export const widest = 400;
const narrowest = 5;

/** Half the window while the store is slow, twice as wide after a step that was not. */
export function nextWindow(window: number, isSlow: boolean): number {
  return isSlow ? Math.max(narrowest, Math.floor(window / 2)) : Math.min(widest, window * 2);
}

/** Most requests without an outcome at an event stream that Auth0 disables after `inARow` failures in a row: fewer than those. */
export function windowWithin(window: number, inARow: number): number {
  return Math.min(window, Math.max(1, Math.floor(inARow * 0.8)));
}
