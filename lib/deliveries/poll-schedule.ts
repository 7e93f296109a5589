import { minuteMs, secondMs } from '../spans';
import { type DeliveryState } from './delivery';

/** Recorded redeliveries took 6 to 23 s from the request to the new attempt, so polls are dense only at first. */
const firstPollsMs = [2, 5, 15, 30, 60].map((seconds) => seconds * secondMs);

const laterEveryMs = minuteMs;

/** One of many requests is polled first after this long (ms): most arrivals are proven by then, and need none. */
export const firstPollOfManyMs = 30 * secondMs;

/** After this long (ms) without a sign a requested redelivery has "no answer". */
export const watchForMs = 15 * minuteMs;

/** While attempts are being made (gaps of 1, 2 and 4 s) the verdict is near. */
const whileRetryingMs = 3 * secondMs;

/**
 * When a requested redelivery is polled next (ms): 2, 5, 15, 30 and 60 s after its last sign, then each minute for 15
 * minutes. The first sign is the request. `polledAtMs` is null before the first poll; a missed poll is due at once.
 * Null: no more polls.
 */
export function planNextPoll(
  { state, signAtMs }: { state: DeliveryState; signAtMs: number | null },
  polledAtMs: number | null,
): number | null {
  if (signAtMs === null || (state !== 'asked' && state !== 'retrying')) return null;
  const afterMs = Math.max(0, (polledAtMs ?? 0) - signAtMs);
  const dueAfterMs = firstPollsMs.find((ms) => ms > afterMs) ?? (Math.floor(afterMs / laterEveryMs) + 1) * laterEveryMs;
  if (dueAfterMs > watchForMs) return null;
  const plannedMs = signAtMs + dueAfterMs;
  if (state !== 'retrying' || polledAtMs === null) return plannedMs;
  return Math.min(plannedMs, polledAtMs + whileRetryingMs);
}
