import { minuteMs, secondMs } from '../spans';

/** What is known of another side that does not answer. Times are epoch milliseconds. */
export interface Outage {
  /** Requests in a row without an answer, or with one of 500 or more. */
  failures: number;
  /** How often it was waited for in a row. */
  rounds: number;
  /** When the present wait was decided, and when it ends; null while nothing is waited for. */
  wait: { sinceMs: number; untilMs: number } | null;
}

export const noOutage: Outage = { failures: 0, rounds: 0, wait: null };

/** So many failures in a row are an outage. */
const failuresOfOutage = 5;

const firstWaitMs = 30 * secondMs;
const longestWaitMs = 10 * minuteMs;

/** Whether only one lane is to be tried: it was waited for, and nothing has been taken since. */
export function isOutage({ failures }: Outage): boolean {
  return failures >= failuresOfOutage;
}

interface Failure {
  /** When the push began. */
  beganMs: number;
  nowMs: number;
  /** It cannot be reached at all: no more failures are needed. */
  isAway: boolean;
}

/**
 * What is known after one more failure. Each wait is twice as long as the one before, 10 min at most; what began before a
 * wait was decided says nothing new.
 */
export function afterFailure(outage: Outage, { beganMs, nowMs, isAway }: Failure): Outage {
  const failures = isAway ? Math.max(failuresOfOutage, outage.failures + 1) : outage.failures + 1;
  if (failures < failuresOfOutage) return { ...outage, failures };
  if (outage.wait !== null && beganMs <= outage.wait.sinceMs) return { ...outage, failures };
  const rounds = outage.rounds + 1;
  const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(10, rounds - 1));
  return { failures, rounds, wait: { sinceMs: nowMs, untilMs: nowMs + waitMs } };
}
