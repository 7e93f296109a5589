import { secondMs } from '../spans';

/** How long a process may be silent before another takes its job over, in ms. */
export const jobLeaseMs = 15 * secondMs;

/** A running step says so this often, in ms. */
export const renewEveryMs = 5 * secondMs;

/** So many steps in a row that fail end a job. */
export const mostFailures = 10;

const firstPauseMs = secondMs;
const longestPauseMs = 60 * secondMs;

/** How long to wait, in ms, after `failures` steps in a row have failed; null: give up. */
export function pauseAfter(failures: number): number | null {
  if (failures >= mostFailures) return null;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
