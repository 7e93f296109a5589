import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPointerShape, nestedAt, valueAt } from './json-pointer';

const text = { data: [{ id: 7, 'a/b': 1, 'm~n': 2, '': 3 }], none: null };

test.each([
  ['', text],
  ['/data/0/id', 7],
  ['/data/0/a~1b', 1],
  ['/data/0/m~0n', 2],
  ['/data/0/', 3],
  ['/none', null],
  ['/none/x', undefined],
  ['/data/1', undefined],
  ['/data/00', undefined],
  ['/data/-', undefined],
  ['/toString', undefined],
  ['/data/length', undefined],
])('%s finds what RFC 6901 says', (pointer, found) => {
  expect(valueAt(text, pointer)).toEqual(found);
});

test('no text makes it fail, and what is nested at a pointer is found there', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (pointer, value) => {
      valueAt({ value: JSON.stringify(value) }, pointer);
      if (!jsonPointerShape.test(pointer)) return;
      expect(valueAt(nestedAt('it', pointer), pointer)).toBe('it');
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '__proto__', '~0', '~1', '', '0'), { maxLength: 5 }), (steps) => {
      const pointer = steps.map((step) => `/${step}`).join('');
      expect(jsonPointerShape.test(pointer)).toBe(true);
      expect(valueAt(nestedAt(1, pointer), pointer)).toBe(1);
    }),
  );
});
