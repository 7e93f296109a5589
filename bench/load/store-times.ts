/** How many calls of the store took at most so many seconds, by upper bound; those of several methods together. */
export type StoreTimes = ReadonlyMap<number, number>;

const line = /^streamgauge_store_seconds_bucket\{([^}]*)\} (\d+)$/;

const labelOf = (labels: string, name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1];

/** Reads the times of these methods from the metrics of a server, as Prometheus would. */
export function storeTimesOf(exposition: string, methods: readonly string[]): StoreTimes {
  const times = new Map<number, number>();
  for (const text of exposition.split('\n')) {
    const [, labels = '', value = '0'] = line.exec(text) ?? [];
    if (!methods.includes(labelOf(labels, 'method') ?? '')) continue;
    const bound = labelOf(labels, 'le');
    const seconds = bound === '+Inf' ? Infinity : Number(bound);
    times.set(seconds, (times.get(seconds) ?? 0) + Number(value));
  }
  return times;
}

/**
 * The quantile (0 to 1) of the calls between two readings, in ms, taken as evenly spread within a bucket as Prometheus does. NaN
 * without a call.
 */
export function quantileBetween(before: StoreTimes, after: StoreTimes, quantile: number): number {
  const counts = [...after].map(([bound, count]) => ({ bound, count: count - (before.get(bound) ?? 0) }));
  counts.sort((a, b) => a.bound - b.bound);
  const wanted = (counts.at(-1)?.count ?? 0) * quantile;
  let below = { bound: 0, count: 0 };
  for (const bucket of counts) {
    if (bucket.count >= wanted && bucket.count > 0) {
      const share = (wanted - below.count) / (bucket.count - below.count);
      return bucket.bound === Infinity ? Infinity : (below.bound + share * (bucket.bound - below.bound)) * 1_000;
    }
    below = bucket;
  }
  return Number.NaN;
}
