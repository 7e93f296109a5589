import { hourMs, minuteMs } from '../spans';

/** Ranges of the overview's histogram, as they stand in the URL. */
export const overviewRanges = ['1h', '24h', '7d', '30d'] as const;

export type OverviewRange = (typeof overviewRanges)[number];

/** Shown when the URL names none. */
export const defaultOverviewRange: OverviewRange = '24h';

interface RangePlan {
  spanMs: number;
  bucketMs: number;
  /** Beside the heading. */
  perBar: string;
}

const plans: Record<OverviewRange, RangePlan> = {
  '1h': { spanMs: hourMs, bucketMs: minuteMs, perBar: '1 min per bar' },
  '24h': { spanMs: 24 * hourMs, bucketMs: 15 * minuteMs, perBar: '15 min per bar' },
  '7d': { spanMs: 7 * 24 * hourMs, bucketMs: 2 * hourMs, perBar: '2 h per bar' },
  '30d': { spanMs: 30 * 24 * hourMs, bucketMs: 8 * hourMs, perBar: '8 h per bar' },
};

/** Width of a bar in words. */
export function barWords(range: OverviewRange): string {
  return plans[range].perBar;
}

/** A stretch of time cut into equal buckets; all in epoch milliseconds. */
export interface TimeWindow {
  fromMs: number;
  toMs: number;
  bucketMs: number;
}

/**
 * The stretch that a range shows at `nowMs`: whole buckets, the last of which holds this instant and is still filling. Bars
 * therefore stay put while time moves, and jump by one bar at a time.
 */
export function windowOf(range: OverviewRange, nowMs: number): TimeWindow {
  const { spanMs, bucketMs } = plans[range];
  const toMs = (Math.floor(nowMs / bucketMs) + 1) * bucketMs;
  return { fromMs: toMs - spanMs, toMs, bucketMs };
}

/** Reads a range from a URL; anything else is the default. */
export function overviewRangeOf(value: string | null | undefined): OverviewRange {
  return overviewRanges.find((range) => range === value) ?? defaultOverviewRange;
}
