import { describe, expect, it } from 'vitest';
import { noticeDueAtMs } from './notice-pace';

describe('the pace of notices', () => {
  it('is immediate but for a moment when nothing was sent lately, however much the process did meanwhile', () => {
    expect(noticeDueAtMs({ announcedAtMs: 10_000, lastAtMs: 7_000, costMs: 9_999 })).toBe(10_025);
    expect(noticeDueAtMs({ announcedAtMs: 10_000, lastAtMs: Number.NEGATIVE_INFINITY, costMs: 0 })).toBe(10_025);
  });

  it('rests ten times what the last round cost, 150 ms at least and a second at most', () => {
    const due = (costMs: number) => noticeDueAtMs({ announcedAtMs: 10_010, lastAtMs: 10_000, costMs });
    expect([0, 15, 50, 99, 500].map(due)).toEqual([10_150, 10_150, 10_500, 10_990, 11_000]);
  });
});
