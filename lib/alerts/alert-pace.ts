import { hourMs, minuteMs, secondMs } from '../spans';

/** Pauses (ms) between the tries to tell a target: about a day altogether. */
const pauses = [
  10 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
  8 * hourMs,
  8 * hourMs,
] as const;

/** How long to wait, in ms, after `tries` tries that failed; null: give up. */
export function pauseAfterTries(tries: number): number | null {
  return pauses[tries - 1] ?? null;
}
