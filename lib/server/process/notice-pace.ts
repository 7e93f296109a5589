/** A notice waits this long for others of its commit, in ms. */
const gatherMs = 25;
/** Two rounds of notices are at least this far apart, in ms. */
const shortestMs = 150;
/** The longest rest, in ms. A screen follows a change within two seconds, and has its answer to fetch in the other one. */
const longestMs = 1_000;
/** Rest after a round, as a multiple of the processor time that it cost: live updates take a tenth of one processor. */
const restFactor = 10;

/**
 * When a notice may go out, as a reading of the clock (ms). `costMs` is the processor time spent since the round at
 * `lastAtMs`: mostly what open screens asked because of it.
 */
export function noticeDueAtMs(notice: { announcedAtMs: number; lastAtMs: number; costMs: number }): number {
  const { announcedAtMs, lastAtMs, costMs } = notice;
  const restMs = Math.min(Math.max(costMs * restFactor, shortestMs), longestMs);
  return Math.max(announcedAtMs + gatherMs, lastAtMs + restMs);
}
