import { expect, test } from 'vitest';
import { missedDuring } from './recovery';

test('an outage that Auth0’s own retries bridge needs nobody', () => {
  expect(missedDuring({ fromMs: 100_000, untilMs: 106_999 })).toBeNull();
});

test('a longer one is about what failed first within it, give or take the clocks', () => {
  expect(missedDuring({ fromMs: 100_000, untilMs: 107_000 })).toEqual({ fromMs: 90_000, toMs: 117_000 });
});
