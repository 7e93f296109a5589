import { describe, expect, it } from 'vitest';
import { mostFailures, pauseAfter } from './pace';

describe('the pause after failing steps', () => {
  it('doubles up to a minute and ends with the tenth failure', () => {
    const pauses = Array.from({ length: mostFailures }, (_, n) => pauseAfter(n + 1));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, null]);
  });
});
