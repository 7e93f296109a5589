import { expect, test } from 'vitest';
import { isManagementError, retryAfterMs } from './errors';

const now = 1_760_000_000_000;

test.each([
  ['seconds', { 'retry-after': '3' }, 3_000],
  ['a date', { 'retry-after': new Date(now + 5_000).toUTCString() }, 5_000],
  ['the reset in Unix seconds', { 'x-ratelimit-reset': String(now / 1_000 + 4) }, 4_000],
  ['retry-after before the reset', { 'retry-after': '1', 'x-ratelimit-reset': String(now / 1_000 + 9) }, 1_000],
  ['neither', {}, 2_000],
  ['a reset in the past', { 'x-ratelimit-reset': String(now / 1_000 - 9) }, 250],
  ['nonsense', { 'retry-after': 'soon' }, 2_000],
])('the time to wait is read from %s', (_name, headers, expected) => {
  expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
});

test('an error of another copy of the module is recognised by its mark', () => {
  const other = Object.assign(new Error('x'), { isManagementError: true });
  expect(isManagementError(other)).toBe(true);
  expect(isManagementError(new Error('x'))).toBe(false);
});
