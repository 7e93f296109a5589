import { describe, expect, it } from 'vitest';
import { restartPauseMs } from './restart-pause';

describe('the pause before pages are started again', () => {
  it('is none after the first failed start, then doubles, and never exceeds 30 s', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failedStarts) => restartPauseMs({ failedStarts }));
    expect(pauses).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is none after a sound life, and a second after a short one', () => {
    expect([59_999, 60_000].map((livedMs) => restartPauseMs({ livedMs }))).toEqual([1_000, 0]);
  });
});
