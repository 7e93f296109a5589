import { dayMs } from '../spans';

/** How long a case waits at most, to be shown. */
export const reviewSpans = ['24h', '7d'] as const;

export type ReviewSpan = (typeof reviewSpans)[number];

const lengths: Record<ReviewSpan, number> = { '24h': dayMs, '7d': 7 * dayMs };

/** A span in words. */
export const reviewSpanWords: Record<ReviewSpan, string> = { '24h': 'last 24 h', '7d': 'last 7 days' };

/** Since when cases wait that are within a span, in epoch ms; undefined without one. */
export const sinceOf = (span: ReviewSpan | null | undefined, nowMs: number): number | undefined =>
  span === null || span === undefined ? undefined : nowMs - lengths[span];
