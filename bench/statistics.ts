/** A figure measured several times. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The middle of a list, or the mean of the two in the middle. Throws on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('Nothing was measured');
  return (lower + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Ratios of two contenders, round by round, and then their spread. Neighbours in time share the machine's mood, so a ratio
 * within a round says more than a ratio of two medians.
 */
export function ratioSpread(ours: readonly number[], theirs: readonly number[]): Spread {
  if (ours.length !== theirs.length) throw new Error('Ratios need the same rounds of both');
  return spreadOf(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

/** How fast `y` grows with `x`, by least squares. 0 when there are fewer than two different `x`. */
export function slopeOf(points: readonly { x: number; y: number }[]): number {
  const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const meanX = meanOf(points.map(({ x }) => x));
  const meanY = meanOf(points.map(({ y }) => y));
  const squares = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return squares === 0 ? 0 : points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / squares;
}

/** The value below which `percent` of the values lie, by nearest rank. The values must be sorted; 0 when there are none. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)] ?? 0;
}
