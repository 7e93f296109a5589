import { type ManagementErrorKind } from './errors';
import { type Priority } from './rate-budget';

const mostTries = 3;

/** Before the second try, in ms; before the third it is twice as long. */
const firstPauseMs = 250;

/** A person waits no longer (ms) for what would be another try: a time-out of Auth0 is told at once. */
const personPatienceMs = 1_500;

interface Tried {
  /** Tries that have failed. */
  tries: number;
  priority: Priority;
  /** Since the first one began, in ms. */
  elapsedMs: number;
}

/**
 * Milliseconds before a read that failed is tried again: after an error of Auth0, no answer, or one that cannot be read, three
 * tries in all. Null where another try changes nothing, or comes too late for who waits.
 */
export function pauseBeforeTry(kind: ManagementErrorKind, { tries, priority, elapsedMs }: Tried): number | null {
  if (kind !== 'unavailable' || tries >= mostTries) return null;
  const pauseMs = firstPauseMs * 2 ** (tries - 1);
  return priority === 'person' && elapsedMs + pauseMs > personPatienceMs ? null : pauseMs;
}
