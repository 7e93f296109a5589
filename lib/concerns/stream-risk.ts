import { formatCount, formatCounted, formatPercent } from '../text/format';
import { budgetUsed, nearerLimit } from '../streams/failure-budget';
import { type ConcernFacts, type StreamFact } from './concern-facts';

/** The event stream that failures bring down first: of the enabled ones before the others. Null when none has failures. */
export function streamNearestLimit({ streams }: ConcernFacts): StreamFact | null {
  const failing = (streams.streams ?? []).filter((stream) => stream.failedNow > 0);
  const enabled = failing.filter((stream) => stream.status === 'enabled');
  const concerned = enabled.length > 0 ? enabled : failing;
  return concerned.toSorted((a, b) => budgetUsed(b) - budgetUsed(a))[0] ?? null;
}

/** What a limit counts: "failures in a row" or "failed deliveries". */
export function limitNoun({ inARow }: { inARow: boolean }): string {
  return inARow ? 'failures in a row' : 'failed deliveries';
}

/** "382 of 500 failures in a row". */
export function usedOfLimit(stream: StreamFact): string {
  const reading = nearerLimit(stream);
  return `${formatCount(reading.value)} of ${formatCount(reading.limit)} ${limitNoun(reading)}`;
}

/** "76 %", of the nearer limit. */
export function usedPercent(stream: StreamFact): string {
  return formatPercent(Math.min(1, budgetUsed(stream)));
}

/** "118 more failures in a row"; null when the limit is reached. */
export function leftToLimit(stream: StreamFact): string | null {
  const { value, limit, inARow } = nearerLimit(stream);
  if (value >= limit) return null;
  const left = formatCounted(limit - value, 'more failure', 'more failures');
  return inARow ? `${left} in a row` : left;
}
