import { type DeliveryAttempt } from './delivery';

export interface AttemptSummary {
  /** Real attempts, `retrying` markers left out. */
  attemptCount: number;
  /** `retrying` markers: how often a redelivery was asked for, by anyone. */
  markerCount: number;
  /** When the first attempt failed; null when no attempt carries a readable time. */
  firstFailedAtMs: number | null;
  /** When the newest attempt was made, whatever came of it; null when no attempt carries a readable time. */
  lastAttemptAtMs: number | null;
  /** Error text of the newest failed attempt. */
  errorMessage: string | null;
  /** Duration of the newest failed attempt in fractional milliseconds. */
  durationMs: number | null;
}

/** True for the entry that only marks the moment a redelivery was asked for; recorded live as `{"status":"retrying","timestamp":…}`. */
export function isRedeliveryMarker(attempt: DeliveryAttempt): boolean {
  return attempt.status === 'retrying';
}

/** True for an attempt that did not hand the event over. A word we do not know counts as failed only when it brings an error. */
export function isFailedAttempt(attempt: DeliveryAttempt): boolean {
  return !isRedeliveryMarker(attempt) && (attempt.status === 'failed' || attempt.errorMessage !== null);
}

/** Tells real attempts and redelivery markers apart and reads off what a row shows. `attempts` is oldest first. */
export function summariseAttempts(attempts: readonly DeliveryAttempt[]): AttemptSummary {
  const real = attempts.filter((attempt) => !isRedeliveryMarker(attempt));
  const failed = real.filter(isFailedAttempt);
  const newestFailed = failed.at(-1);
  return {
    attemptCount: real.length,
    markerCount: attempts.length - real.length,
    firstFailedAtMs: failed.find((attempt) => attempt.atMs !== null)?.atMs ?? null,
    lastAttemptAtMs: real.findLast((attempt) => attempt.atMs !== null)?.atMs ?? null,
    errorMessage: newestFailed?.errorMessage ?? null,
    durationMs: newestFailed?.durationMs ?? null,
  };
}
