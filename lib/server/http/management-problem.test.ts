import { expect, test } from 'vitest';
import { errorOfAnswer } from '../management/errors';
import { problemOfManagement } from './management-problem';

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
