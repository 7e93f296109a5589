import { expect, test } from 'vitest';
import { countsOf } from './counts';
import { itemCount } from './result-search';

test('the items of a comparison are its findings, not what it has compared', () => {
  const cursor = { place: null, compared: 90, skipped: 3, expected: 80 };
  const counts = countsOf('verify_connector', { missing: 2, accepted: 1 }, cursor);
  expect(counts).toMatchObject({ total: 93, done: 90, failed: 0, skipped: 3, waiting: 0, missing: 2 });
  expect(itemCount({ kind: 'verify_connector', counts })).toBe(3);
  const others = countsOf('redeliver', { waiting: 2, besides: 1 }, {});
  expect(itemCount({ kind: 'redeliver', counts: others })).toBe(3);
});
