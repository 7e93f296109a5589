import { type StatsBucket, type StreamStats } from './stats';

/** A stretch of time cut into buckets, all in milliseconds; starts and ends on whole buckets of the epoch. */
export interface Span {
  fromMs: number;
  toMs: number;
  bucketMs: number;
}

export interface MergedStats extends Span {
  /** By start of the bucket; one that Auth0 did not mention is missing. */
  buckets: Map<number, StatsBucket>;
}

/** Fewer bars than this say nothing about the course of a span. */
const fewestBars = 6;

/** The span that ends with the bucket `nowMs` falls into. */
export function chartSpan(nowMs: number, { lengthMs, bucketMs }: { lengthMs: number; bucketMs: number }): Span {
  const toMs = (Math.floor(nowMs / bucketMs) + 1) * bucketMs;
  return { fromMs: toMs - lengthMs, toMs, bucketMs };
}

/**
 * Auth0's counts over a span, neighbours added up where its buckets are finer than ours. Null when they are too coarse for
 * it: Auth0 decides the length of a bucket, as a rule one day.
 */
export function mergeStats(stats: StreamStats, span: Span): MergedStats | null {
  const own = stats.bucketMs ?? smallestStep(stats.buckets);
  if (own === null || own * fewestBars > span.toMs - span.fromMs) return null;
  const bucketMs = own * Math.max(1, Math.ceil(span.bucketMs / own));
  const floor = (ms: number) => Math.floor(ms / bucketMs) * bucketMs;
  const fromMs = floor(span.fromMs);
  const toMs = Math.ceil(span.toMs / bucketMs) * bucketMs;
  const buckets = new Map<number, StatsBucket>();
  for (const { startMs: at, successful, failed } of stats.buckets) {
    if (at < fromMs || at >= toMs) continue;
    const startMs = floor(at);
    const before = buckets.get(startMs) ?? { startMs, successful: 0, failed: 0 };
    buckets.set(startMs, { startMs, successful: before.successful + successful, failed: before.failed + failed });
  }
  return { fromMs, toMs, bucketMs, buckets };
}

function smallestStep(buckets: readonly StatsBucket[]): number | null {
  const steps = buckets.slice(1).map((bucket, index) => bucket.startMs - (buckets[index]?.startMs ?? 0));
  const positive = steps.filter((step) => step > 0);
  return positive.length === 0 ? null : Math.min(...positive);
}
