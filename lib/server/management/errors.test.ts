import { expect, test } from 'vitest';
import { errorOfAnswer, isManagementError, problemOfManagement, retryAfterMs } from './errors';

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

test('a missing scope becomes a 403 that names it', () => {
  const body = { message: 'Insufficient scope, expected any of: update:event_deliveries' };
  const problem = problemOfManagement(errorOfAnswer(403, body, new Headers()));
  expect(problem).toMatchObject({
    status: 403,
    extra: { kind: 'missing_scope', missingScope: 'update:event_deliveries' },
  });
  expect(problem.message).toContain('update:event_deliveries');
});

test('the time to wait reaches the browser in whole seconds', () => {
  const problem = problemOfManagement(errorOfAnswer(429, null, new Headers({ 'retry-after': '2.2' })));
  expect(problem).toMatchObject({ status: 429, extra: { retryAfterSeconds: 3 } });
});

test('no failure of ours at Auth0 is a 401 to the browser', () => {
  for (const status of [400, 401, 403, 404, 409, 418, 429, 500, 503]) {
    expect(problemOfManagement(errorOfAnswer(status, null, new Headers())).status).not.toBe(401);
  }
});

test('an error of another copy of the module is recognised by its mark', () => {
  const other = Object.assign(new Error('x'), { isManagementError: true });
  expect(isManagementError(other)).toBe(true);
  expect(isManagementError(new Error('x'))).toBe(false);
});
