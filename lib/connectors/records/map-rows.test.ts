import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapRowsOf, mapRowsText, withMap } from './map-rows';
import { parseTransforms } from './transform-text';

test('rows of a map are read from its text, with the steps around them, and written back', () => {
  const text = 'trim | map free=starter, "a, b"=both, *=none | upper';
  const rows = mapRowsOf(text);
  expect(rows).toMatchObject({
    rows: [
      ['free', 'starter'],
      ['a, b', 'both'],
    ],
    otherwise: 'none',
  });
  expect(rows === null ? '' : mapRowsText(rows)).toBe(text);
  expect(mapRowsOf('lower')).toBeNull();
  expect(mapRowsOf('map a')).toBeNull();
});

test('whatever rows hold, they come back from the text; a text that is mapped twice is named', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.toWellFormed());
  const table = fc.uniqueArray(fc.tuple(texts, texts), { selector: ([from]) => from, maxLength: 5 });
  fc.assert(
    fc.property(table, fc.option(texts), (rows, otherwise) => {
      const read = mapRowsOf(mapRowsText({ rows, otherwise, before: [], after: [] }));
      expect(read?.otherwise).toBe(otherwise);
      expect(new Map(read?.rows)).toEqual(new Map(rows));
    }),
  );
  const twice: [string, string][] = [
    ['a', 'b'],
    ['a', 'c'],
  ];
  expect(parseTransforms(mapRowsText({ rows: twice, otherwise: null, before: [], after: [] }))).toEqual({
    error: 'Transform map names a twice.',
  });
});

test('a map is added behind what is there', () => {
  expect(mapRowsOf(withMap('lower'))).toMatchObject({ rows: [['', '']], before: [{ kind: 'lower' }] });
  expect(mapRowsOf(withMap(' '))?.before).toEqual([]);
});
