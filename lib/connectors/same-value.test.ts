import { expect, test } from 'vitest';
import fc from 'fast-check';
import { isSameValue } from './same-value';

test.each([
  [null, ''],
  ['Ada', ' Ada '],
  ['Ada@X.test', 'ada@x.TEST'],
  ['7', '7.0'],
  ['true', 't'],
  ['true', '1'],
  ['false', '0'],
  ['2026-08-14T09:00:00.000Z', '2026-08-14 11:00:00+02'],
  ['2026-08-14T09:00:00.123Z', '2026-08-14 09:00:00'],
  ['2026-08-14T09:00:00.000Z', '2026-08-14'],
  ['2026-08-14T09:00:00.000Z', '1786698000000'],
  ['{"a":1,"b":[2]}', '{"b": [2.0], "a": 1}'],
])('%j and %j mean the same', (ours, theirs) => {
  expect(isSameValue(ours, theirs)).toBe(true);
  if (ours !== 'true' && ours !== 'false') expect(isSameValue(theirs, ours)).toBe(true);
});

test.each([
  ['Ada', 'ada'],
  ['Ada', null],
  ['007', '7'],
  ['+49151', '49151'],
  ['9007199254740993', '9007199254740992'],
  ['false', ''],
  ['true', '0'],
  ['1', 'true'],
  ['2026-08-14T09:00:00.000Z', '2026-08-14 09:00:01'],
  ['2026-08-14T09:00:00.000Z', '2026-08-14 09:00:00+02'],
  ['2026-08-14T09:00:00.001Z', '2026-08-14T09:00:00.002Z'],
  ['{"a":1}', '{"a":2}'],
  ['[1', '[1 '.repeat(2)],
])('%j and %j do not', (ours, theirs) => {
  expect(isSameValue(ours, theirs)).toBe(false);
});

test('a value is the same as itself, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isSameValue(text, text)));
});
