import { minuteMs, secondMs } from '../spans';
import { type FeedTroubleKind } from './feed';

/** Between two connections at least this long (ms), as Auth0's own tools pause. */
export const reconnectMs = secondMs;

/** Without a byte for this long (ms) a connection is dead: Auth0 sends a heartbeat every few seconds. */
export const quietMs = 90 * secondMs;

const longestPauseMs = 30 * secondMs;

/** Only a person can mend these: a scope, a plan. */
const patientPauseMs = 5 * minuteMs;

/**
 * The pause (ms) before the feed is connected to again after `failures` in a row of one `kind`; `random` is from 0 to 1. As in
 * Auth0's CLI: from half a second, doubled up to 30 s, any part of it, and never less than a second.
 */
export function pauseAfterTrouble(kind: FeedTroubleKind, { failures, random }: { failures: number; random: number }) {
  if (kind === 'scope' || kind === 'plan') return patientPauseMs;
  // Others give their connection back in minutes rather than in seconds.
  const firstMs = kind === 'in_use' ? 4 * secondMs : secondMs / 2;
  const ceilingMs = Math.min(longestPauseMs, firstMs * 2 ** Math.min(failures, 16));
  return Math.max(reconnectMs, Math.round(ceilingMs * random));
}
