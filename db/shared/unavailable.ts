import { StoreUnavailableError } from '@/lib/store';

/** How long a write may wait for the lock of another process, in milliseconds (docs/decisions.md, "Busy budget"). */
export const busyBudgetMs = 2_000;

/** Pause before the next try for the lock, in milliseconds. Random, so that two waiting processes do not keep step. */
export function busyPauseMs(): number {
  return 5 + Math.random() * 20;
}

/** What every call to a store is refused with once it is closing. */
export function closedError(): StoreUnavailableError {
  return new StoreUnavailableError('The store is closed');
}
