import { describe, expect, it } from 'vitest';
import { barWidthText, histogramRange } from './histogram-range';

const now = Date.parse('2026-08-21T12:03:21.500Z');
const none = { last: null, from: null, to: null };

describe('what the chart above the list covers', () => {
  it('shows the last 24 hours in quarters when no range is asked for', () => {
    expect(histogramRange(none, now)).toEqual({
      fromMs: Date.parse('2026-08-20T12:15:00Z'),
      toMs: Date.parse('2026-08-21T12:15:00Z'),
      bucketMs: 900_000,
      live: true,
      assumed: true,
    });
  });

  it('keeps bars on round times while the clock moves on', () => {
    const first = histogramRange({ ...none, last: '1h' }, now);
    const later = histogramRange({ ...none, last: '1h' }, now + 20_000);
    expect(later).toEqual(first);
    expect(first.toMs - first.fromMs).toBe(3_600_000);
    expect(first.bucketMs).toBe(60_000);
  });

  it('keeps exactly to fixed bounds', () => {
    const range = histogramRange({ last: null, from: now - 7_777_777, to: now - 1_000 }, now);
    expect(range).toMatchObject({ fromMs: now - 7_777_777, toMs: now - 1_000, live: false, assumed: false });
  });

  it('asks for no more than 97 bars whatever the range', () => {
    for (const span of [1, 999, 60_000, 86_400_000, 31_536_000_000, 3_153_600_000_000]) {
      const { fromMs, toMs, bucketMs } = histogramRange({ last: null, from: 0, to: span }, now);
      expect(Math.ceil((toMs - fromMs) / bucketMs)).toBeLessThanOrEqual(97);
    }
  });

  it('names the width of a bar', () => {
    expect([60_000, 900_000, 7_200_000, 86_400_000, 5_000].map(barWidthText)).toEqual([
      '1 min per bar',
      '15 min per bar',
      '2 h per bar',
      '1 d per bar',
      '5 s per bar',
    ]);
  });
});
