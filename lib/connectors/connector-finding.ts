import { type HoldReason, type QuietReason } from './connector';

/** What a push has found out about the connector as a whole. */
export type ConnectorFinding =
  | { kind: 'quiet'; untilMs: number; reason: QuietReason }
  | { kind: 'answering' }
  | { kind: 'hold'; reason: HoldReason };

const weights = { answering: 1, quiet: 2, hold: 3 };

/** Only an administrator may go on after it: no other hold may hide it. */
const heaviestHold: HoldReason = 'mass_deletion';

/**
 * Of two findings of pushes that ended together, what the connector has to heed. A hold outweighs a pause, and a pause an
 * answer. Of two pauses the longer one holds, so that an outage does not shorten what was asked for; of two that are equally
 * long the one that was asked for, which no answer ends. Of two holds the first, except before a mass deletion.
 */
export function heavierFinding(one: ConnectorFinding, other: ConnectorFinding): ConnectorFinding {
  if (one.kind === 'quiet' && other.kind === 'quiet') return longerPause(one, other);
  if (one.kind === 'hold' && other.kind === 'hold') return other.reason === heaviestHold ? other : one;
  return weights[other.kind] > weights[one.kind] ? other : one;
}

type Pause = Extract<ConnectorFinding, { kind: 'quiet' }>;

function longerPause(one: Pause, other: Pause): Pause {
  if (one.untilMs !== other.untilMs) return one.untilMs > other.untilMs ? one : other;
  return one.reason === 'asked' ? one : other;
}
