import { minuteMs, secondMs } from '../spans';

/** A process that took a held request to send has this long (ms); after that another may take it. */
export const leaseMs = minuteMs;

/** A request that Auth0 keeps refusing for its rate limit is given up after this long (ms). */
const giveUpAfterMs = 15 * minuteMs;

/** Where Auth0 does not say how long to wait. */
const ordinaryWaitMs = 2 * secondMs;

/**
 * When a request for redelivery that Auth0 answered with 429 is sent again (ms); null: given up. A request that waited
 * through a restart is sent late rather than never, so only a further 429 ends it.
 */
export function planNextSend(
  { askedAtMs, atMs }: { askedAtMs: number; atMs: number },
  retryAfterMs: number | null,
): number | null {
  return atMs - askedAtMs > giveUpAfterMs ? null : atMs + (retryAfterMs ?? ordinaryWaitMs);
}
