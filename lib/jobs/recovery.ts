import { ownActor } from '../audit/audit';
import { type Outage } from '../heartbeat/outage';
import { secondMs } from '../spans';

/** What is done about deliveries that failed while nothing received here. */
export const recoveryModes = ['off', 'suggest', 'automatic'] as const;

export type RecoveryMode = (typeof recoveryModes)[number];

/** Who starts the jobs that no person has started. */
export const recoveryActor = ownActor;

/** Auth0 tries again after 1, 2 and 4 s (its best practices page): what is shorter needs nobody. In ms. */
const bridgedMs = 7 * secondMs;

/** Auth0's clock and ours may differ by this (ms), and an attempt takes its time. */
const marginMs = 10 * secondMs;

/** So far back (ms) outages are looked at: Auth0 keeps no failed delivery longer. */
export const recoveredBackMs = 7 * 24 * 3_600 * secondMs;

/** When deliveries that an outage made fail have failed first; null for an outage that Auth0's own retries bridge. */
export function missedDuring({ fromMs, untilMs }: Outage): { fromMs: number; toMs: number } | null {
  if (untilMs - fromMs < bridgedMs) return null;
  return { fromMs: fromMs - marginMs, toMs: untilMs + marginMs };
}
