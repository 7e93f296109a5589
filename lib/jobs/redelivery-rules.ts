import { type DeliveryMark } from '../deliveries/delivery-record';
import { type RedeliveryResult } from './redelivery';

/** How many items of a part have each result. */
export type PartResults = Partial<Record<RedeliveryResult, number>>;

/**
 * What may be requested of a part, which is all that fails at one event stream for one cause: `one` event first, since a
 * cause that is not fixed would hold live events back and count towards the limit at which Auth0 disables the stream; then
 * `wait` for it; `all` once one has arrived; `none` of a part whose event failed again.
 */
export type PartLeave = 'one' | 'wait' | 'all' | 'none';

/** So many failures after a good beginning say that the cause is back. */
const relapseAfter = 10;

/** What may be requested of a part with these results so far. */
export function leaveOf(results: PartResults): PartLeave {
  const of = (...names: RedeliveryResult[]) => names.reduce((sum, name) => sum + (results[name] ?? 0), 0);
  const good = of('recovered', 'unlisted');
  const bad = of('failed_again', 'no_answer');
  if (good === 0) {
    if (bad > 0) return 'none';
    return of('asking', 'asked') > 0 ? 'wait' : 'one';
  }
  return bad >= relapseAfter && bad > good ? 'none' : 'all';
}

/** What a requested item has become; null while nothing is known, and of `asking` whether it was requested at all. */
export interface Outcome {
  result: RedeliveryResult;
  reason: string | null;
}

/** What came of an item that was requested at `askedAtMs` or later, by where its delivery stands now. */
export function outcomeOf(mark: DeliveryMark | undefined): Outcome | null {
  if (mark === undefined) return { result: 'skipped', reason: 'no longer known here' };
  switch (mark.state) {
    case 'asked':
    case 'retrying':
      return null;
    case 'recovered':
      return { result: 'recovered', reason: null };
    case 'gone':
      return { result: 'unlisted', reason: 'Auth0 lists it no more, and no receipt proves an arrival' };
    case 'no_answer':
      return { result: 'no_answer', reason: 'no sign for 15 minutes' };
    case 'failed':
    case 'failed_again':
      return { result: 'failed_again', reason: mark.errorMessage };
  }
}

/** Whether a delivery was claimed for the item that was marked at `markedAtMs`. */
export function isClaimedSince(mark: DeliveryMark | undefined, markedAtMs: number): boolean {
  return mark?.askedAtMs !== null && mark !== undefined && mark.askedAtMs >= markedAtMs;
}

/**
 * Most requests without an outcome at a time. Below the 500 failures in a row at which Auth0 disables an event stream, so that
 * a cause that comes back is seen in time; above what 16 requests a second (the limit of an Enterprise tenant) are in the 20 s
 * that a redelivery takes.
 */
export const widest = 400;
const narrowest = 5;

/** Half the window while this process or its store is slow, twice as wide after a step that was not. */
export function nextWindow(window: number, isSlow: boolean): number {
  return isSlow ? Math.max(narrowest, Math.floor(window / 2)) : Math.min(widest, window * 2);
}
