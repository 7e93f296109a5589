import { expect, test } from 'vitest';
import { failureFinding, httpFinding } from './probe';

test('a 401 to a request without a credential is as it should be', () => {
  expect(httpFinding(401, true)).toEqual({ result: 'ok', finding: 'POST without a credential → 401, as it should' });
});

test('nothing but 401 is the answer of this app', () => {
  for (const status of [200, 204, 301, 400, 403, 404, 405, 413, 500, 503]) {
    expect(httpFinding(status, true).result, String(status)).toBe('failed');
  }
});

test('another endpoint may refuse in its own way, but must serve the path and redirect nowhere', () => {
  expect([400, 403, 422].map((status) => httpFinding(status, false).result)).toEqual(['ok', 'ok', 'ok']);
  expect([302, 404, 405, 502].map((status) => httpFinding(status, false).result)).toEqual(Array(4).fill('failed'));
  expect(httpFinding(204, false).finding).toContain('lets anybody in');
});

test('an unknown reason is shown as it came', () => {
  expect(failureFinding('ECONNREFUSED')).toBe('nothing listens there');
  expect(failureFinding('EWHATEVER')).toBe('EWHATEVER');
});
