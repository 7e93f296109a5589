import { type DeliveryState } from './delivery';

const second = 1_000;

/** Recorded redeliveries took 6 to 23 s from the request to the new attempt, so looks are dense only at first. */
const firstLooksMs = [2, 5, 15, 30, 60].map((seconds) => seconds * second);

const laterEveryMs = 60 * second;

/** After this long (ms) without any sign the watch ends: "no answer". */
export const watchForMs = 15 * 60 * second;

/** While attempts are being made (gaps of 1, 2 and 4 s) the verdict is near. */
const whileRetryingMs = 3 * second;

/**
 * When a delivery that was asked for is looked at next (ms): 2, 5, 15, 30 and 60 s after the request, then each minute for 15
 * minutes. `lastLookAtMs` is null when it was not looked at since; a look that was missed is due at once. Null: no more looks.
 */
export function nextLookAtMs(
  asked: { state: DeliveryState; askedAtMs: number },
  lastLookAtMs: number | null,
): number | null {
  const afterMs = Math.max(lastLookAtMs ?? 0, asked.askedAtMs) - asked.askedAtMs;
  const sinceAskedMs =
    firstLooksMs.find((ms) => ms > afterMs) ?? (Math.floor(afterMs / laterEveryMs) + 1) * laterEveryMs;
  if (sinceAskedMs > watchForMs) return null;
  const scheduledMs = asked.askedAtMs + sinceAskedMs;
  if (asked.state !== 'retrying' || lastLookAtMs === null) return scheduledMs;
  return Math.min(scheduledMs, lastLookAtMs + whileRetryingMs);
}
