import { timingSafeEqual } from 'node:crypto';
import { digest } from '../process/digest';

/** What decides who may read the metrics. */
export interface MetricsRequest {
  authorization: string | null;
  /** Address of the peer; null where it is not known. */
  peer: string | null;
  /** Whether a proxy has passed the request on, as far as its headers say. */
  isForwarded: boolean;
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Whether the request may read the metrics: with `METRICS_TOKEN`, by one of its bearer secrets; without it, from this machine
 * and not through a proxy.
 */
export function mayReadMetrics(
  { authorization, peer, isForwarded }: MetricsRequest,
  tokens: readonly string[],
): boolean {
  if (tokens.length === 0) return peer !== null && loopback.test(peer) && !isForwarded;
  const presented = digest(/^bearer +(.+)$/i.exec(authorization ?? '')?.[1]?.trim() ?? '');
  // Every token is compared, so that the time does not say which one came close.
  return tokens.map((token) => timingSafeEqual(digest(token), presented)).includes(true);
}
