import { exactSlice, type SliceBounds, type SliceCandidate } from './redelivery-slice';

/** How a bulk redelivery would be requested, as far as it can be told before it begins. */
export interface RedeliveryPlan {
  /** Events that are tried first, one of each event stream and cause. */
  first: number;
  /** Events of each request by filter. */
  slices: number[];
  /** Events that are requested one by one after that. */
  singles: number;
  /** Requests to Auth0: for a slice its list is read as well. */
  requests: number;
}

/** Events that a step of a job looks at to find a slice. */
export const lookedAtOnce = 1_000;

/** Deliveries on a page of Auth0's list; the last page is an empty one. */
const pageSize = 100;

/**
 * Events of each request by filter for everything chosen of one event stream, once all that was tried first has arrived. The same
 * search as that of the job, though what fails meanwhile may cut them otherwise.
 */
export function planSlices(known: readonly SliceCandidate[], bounds: SliceBounds): number[] {
  const sizes: number[] = [];
  const undated = known.filter(({ eventTimeMs }) => eventTimeMs === null);
  let left = known.filter(({ eventTimeMs }) => eventTimeMs !== null);
  left.sort((a, b) => (a.eventTimeMs ?? 0) - (b.eventTimeMs ?? 0));
  while (left.some(({ isChosen }) => isChosen)) {
    const seen = left.slice(0, lookedAtOnce);
    const found = exactSlice([...seen, ...undated], bounds);
    // What is left of these goes one by one.
    if (found === null) left = left.slice(lookedAtOnce);
    else {
      sizes.push(found.eventIds.length);
      const named = new Set(found.eventIds);
      left = left.filter(({ eventId }) => !named.has(eventId));
    }
  }
  return sizes;
}

/** The plan for `total` events. */
export function planOf({ total, first, slices }: { total: number; first: number; slices: number[] }): RedeliveryPlan {
  const singles = total - first - slices.reduce((sum, size) => sum + size, 0);
  const bySlice = slices.reduce((sum, size) => sum + Math.ceil(size / pageSize) + 2, 0);
  return { first, slices, singles, requests: first + singles + bySlice };
}
