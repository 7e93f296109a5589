import { describe, expect, it } from 'vitest';
import { chartSpan, mergeStats } from './outcome-buckets';
import { type StreamStats } from './stats';

const hour = 3_600_000;
const day = 24 * hour;

function stats(bucketMs: number | null, buckets: StreamStats['buckets']): StreamStats {
  return { fromMs: null, toMs: null, bucketMs, successful: 0, failed: 0, buckets };
}

describe('chartSpan', () => {
  it('ends with the bucket that now falls into and has whole buckets only', () => {
    expect(chartSpan(10 * hour + 1, { lengthMs: 4 * hour, bucketMs: hour })).toEqual({
      fromMs: 7 * hour,
      toMs: 11 * hour,
      bucketMs: hour,
    });
  });
});

describe('mergeStats', () => {
  const span = { fromMs: 0, toMs: 24 * hour, bucketMs: hour };

  it('adds neighbours up where Auth0 counts finer than the chart', () => {
    const merged = mergeStats(
      stats(hour / 2, [
        { startMs: 0, successful: 1, failed: 0 },
        { startMs: hour / 2, successful: 2, failed: 3 },
        { startMs: hour, successful: 4, failed: 0 },
      ]),
      span,
    );
    expect(merged?.bucketMs).toBe(hour);
    expect(merged?.buckets.get(0)).toEqual({ startMs: 0, successful: 3, failed: 3 });
    expect(merged?.buckets.get(hour)).toEqual({ startMs: hour, successful: 4, failed: 0 });
  });

  it('refuses daily counts for a single day and takes them for two weeks', () => {
    const daily = stats(day, [{ startMs: 0, successful: 1, failed: 1 }]);
    expect(mergeStats(daily, span)).toBeNull();
    const twoWeeks = mergeStats(daily, { fromMs: 0, toMs: 14 * day, bucketMs: 8 * hour });
    expect(twoWeeks).toMatchObject({ fromMs: 0, toMs: 14 * day, bucketMs: day });
  });

  it('drops what lies outside the span', () => {
    const merged = mergeStats(
      stats(hour, [
        { startMs: -hour, successful: 1, failed: 0 },
        { startMs: 24 * hour, successful: 1, failed: 0 },
      ]),
      span,
    );
    expect(merged?.buckets.size).toBe(0);
  });

  it('finds the length of a bucket by itself when Auth0 does not say it', () => {
    const buckets = [0, 1, 2].map((index) => ({ startMs: index * hour, successful: 1, failed: 0 }));
    expect(mergeStats(stats(null, buckets), span)?.bucketMs).toBe(hour);
    expect(mergeStats(stats(null, []), span)).toBeNull();
  });
});
