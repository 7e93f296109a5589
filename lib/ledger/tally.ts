import { type Combination, combinations, oddCombinations } from './combination';
import { type LedgerSlot } from './gaps';
import { type CombinationCount, type LedgerBucket } from './ledger';

/** What the store counts of a range: emitted events by bar, and odd events by minute. */
export interface LedgerTally {
  emitted: readonly number[];
  slots: readonly LedgerSlot[];
}

/** How many events have which combination: normal are the emitted ones that are in no odd combination. */
export function tallyCounts({ emitted, slots }: LedgerTally): CombinationCount[] {
  const all = emitted.reduce((sum, count) => sum + count, 0);
  const counts = oddCombinations.map((combination) => {
    const of = slots.filter((slot) => slot.combination === combination);
    const sum = (isIgnored: boolean) =>
      of.reduce((total, slot) => total + ((slot.ignoreSeq !== null) === isIgnored ? slot.count : 0), 0);
    return { combination, count: sum(false), ignored: sum(true) };
  });
  const odd = counts
    .filter(({ combination }) => isOfEmitted(combination))
    .reduce((sum, { count, ignored }) => sum + count + ignored, 0);
  const normal = { combination: 'normal' as const, count: Math.max(0, all - odd), ignored: 0 };
  const byName = new Map([normal, ...counts].map((one) => [one.combination, one]));
  return combinations.map((combination) => byName.get(combination) ?? { combination, count: 0, ignored: 0 });
}

const isOfEmitted = (name: Combination) =>
  name === 'failed_not_received' || name === 'failed_but_received' || name === 'never_delivered';

/** The bars of a range, oldest first, also those without an event. */
export function ledgerBuckets(
  { fromMs, toMs, bucketMs }: { fromMs: number; toMs: number; bucketMs: number },
  { emitted, slots }: LedgerTally,
): LedgerBucket[] {
  const buckets = Array.from({ length: Math.ceil((toMs - fromMs) / bucketMs) }, (_, index) => ({
    startMs: fromMs + index * bucketMs,
    emitted: emitted[index] ?? 0,
    failed: 0,
    neverDelivered: 0,
  }));
  for (const slot of slots) {
    const bucket = buckets[Math.floor((slot.fromMs - fromMs) / bucketMs)];
    if (bucket === undefined) continue;
    if (slot.combination === 'failed_not_received') bucket.failed += slot.count;
    if (slot.combination === 'never_delivered') bucket.neverDelivered += slot.count;
  }
  return buckets;
}
