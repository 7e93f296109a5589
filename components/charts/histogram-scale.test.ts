import { describe, expect, it } from 'vitest';

import { barsOf, barText, rangeText, timeMarks, valueScale } from './histogram-scale';

const START = Date.UTC(2026, 7, 20, 12, 0, 0);
const QUARTER = 15 * 60_000;
const none = { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };
const day = Array.from({ length: 96 }, (_, index) => ({
  startMs: START + index * QUARTER,
  counts: { ...none, applied: index },
}));

describe('bars', () => {
  it('lose no event when two buckets share one bar', () => {
    const bars = barsOf(day, QUARTER, 2);
    expect(bars).toHaveLength(48);
    expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(
      day.reduce((sum, bucket) => sum + bucket.counts.applied, 0),
    );
    expect(bars[0]).toMatchObject({ fromMs: START, toMs: START + 2 * QUARTER });
  });

  it('keep an odd last bucket with its own end', () => {
    const bars = barsOf(day.slice(0, 3), QUARTER, 2);
    expect(bars[1]).toMatchObject({ toMs: START + 3 * QUARTER, total: 2 });
  });

  it('say their time, sum and parts in words', () => {
    const bar = {
      fromMs: START,
      toMs: START + QUARTER,
      counts: { ...none, applied: 40, error: 2 },
      total: 42,
      failed: 0,
    };
    expect(barText(bar, 'Europe/Paris')).toBe('14:00 to 14:15, 42 events, 40 applied, 2 error');
    expect(barText({ ...bar, counts: none, total: 0, failed: 3 }, 'Europe/Paris')).toBe(
      '14:00 to 14:15, 0 events, 3 failed at Auth0',
    );
    expect(rangeText(START + 30_000, START + 40_000, 'UTC')).toBe('12:00:30 to 12:00:40');
    expect(rangeText(START, START + 5_000, 'UTC')).toBe('12:00:00 to 12:00:05');
    expect(rangeText(START, START + 3 * 86_400_000, 'UTC')).toBe('20 Aug to 23 Aug');
  });
});

describe('scales', () => {
  it('end on a round number at or above the largest bar', () => {
    expect(valueScale(287, 3)).toEqual({ top: 300, values: [0, 100, 200, 300] });
    expect(valueScale(270, 2)).toEqual({ top: 300, values: [0, 150, 300] });
    expect(valueScale(1, 3)).toEqual({ top: 1, values: [0, 1] });
    expect(valueScale(0, 3)).toEqual({ top: 1, values: [0] });
  });

  it('label every fourth hour of a day and name the new weekday once', () => {
    const marks = timeMarks(barsOf(day, QUARTER, 1), 'Europe/Paris', 6);
    expect(marks.filter((mark) => mark.label !== null).map((mark) => mark.label)).toEqual([
      '14:00',
      '18:00',
      '22:00',
      'Fri 02:00',
      '06:00',
      '10:00',
      '14:00',
    ]);
    expect(marks).toHaveLength(25);
  });

  it('leave room for the label of the end on a phone', () => {
    const labels = timeMarks(barsOf(day, QUARTER, 2), 'Europe/Paris', 4).flatMap(({ label }) => label ?? []);
    expect(labels).toEqual(['14:00', '20:00', 'Fri 02:00', '14:00']);
  });

  it('label seconds where minutes would read alike', () => {
    const buckets = Array.from({ length: 36 }, (_, index) => ({ startMs: START + index * 5_000, counts: none }));
    const labels = timeMarks(barsOf(buckets, 5_000, 1), 'UTC', 7).flatMap(({ label }) => label ?? []);
    expect(labels).toEqual(['12:00:00', '12:00:30', '12:01:00', '12:01:30', '12:02:00', '12:02:30', '12:03:00']);
  });

  it('survive an empty chart', () => {
    expect(timeMarks([], 'UTC', 6)).toEqual([]);
  });
});
