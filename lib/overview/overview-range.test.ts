import { expect, it } from 'vitest';
import { overviewRangeOf, overviewRanges, windowOf } from './overview-range';

it('cuts every range into whole buckets of which the last one holds this instant', () => {
  const nowMs = Date.UTC(2026, 7, 21, 12, 34, 56);
  for (const range of overviewRanges) {
    const { fromMs, toMs, bucketMs } = windowOf(range, nowMs);
    expect((toMs - fromMs) % bucketMs).toBe(0);
    expect((toMs - fromMs) / bucketMs).toBeLessThanOrEqual(96);
    expect(toMs - bucketMs).toBeLessThanOrEqual(nowMs);
    expect(toMs).toBeGreaterThan(nowMs);
  }
});

it('reads an unknown range as 24 hours', () => {
  expect(overviewRangeOf('7d')).toBe('7d');
  expect(overviewRangeOf('century')).toBe('24h');
  expect(overviewRangeOf(null)).toBe('24h');
});
