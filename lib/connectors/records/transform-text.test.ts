import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Transform } from './record-config';
import { anyTransform } from './transform.fixture';
import { parseTransforms, transformNames, transformsText } from './transform-text';

const rows: [string, Transform[]][] = [
  ['', []],
  ['lower | cut 40', [{ kind: 'lower' }, { kind: 'cut', characters: 40 }]],
  ['join ", "', [{ kind: 'join', separator: ', ' }]],
  ['join ;', [{ kind: 'join', separator: ';' }]],
  ['date day', [{ kind: 'date', as: 'day' }]],
  ['yes_no Yes, No', [{ kind: 'yes_no', yes: 'Yes', no: 'No' }]],
  ['yes_no Yes, ""', [{ kind: 'yes_no', yes: 'Yes', no: '' }]],
  ['map a=b, c=d e', [{ kind: 'map', table: { a: 'b', c: 'd e' }, otherwise: null }]],
  ['map "*"=all, *=Other', [{ kind: 'map', table: { '*': 'all' }, otherwise: 'Other' }]],
  ['map "a=b"="c|d"', [{ kind: 'map', table: { 'a=b': 'c|d' }, otherwise: null }]],
  ['map', [{ kind: 'map', table: {}, otherwise: null }]],
  [
    'prefix https://x.test/?a | default "1,5"',
    [
      { kind: 'prefix', text: 'https://x.test/?a' },
      { kind: 'default', value: '1,5' },
    ],
  ],
  ['prefix " Dr. "', [{ kind: 'prefix', text: ' Dr. ' }]],
  ['default "say \\"no\\"\\n"', [{ kind: 'default', value: 'say "no"\n' }]],
  ['default New York', [{ kind: 'default', value: 'New York' }]],
];

describe('transforms as text', () => {
  test.each(rows)('%s is written and read', (text, transforms) => {
    expect(transformsText(transforms)).toBe(text);
    expect(parseTransforms(text)).toEqual({ transforms });
  });

  test.each([
    ['  LOWER', 'LOWER is no transform. There are trim, lower,'],
    ['constructor', 'constructor is no transform.'],
    ['"lower"', 'A text is no transform.'],
    ['lower cut 4', 'Transform lower takes nothing behind its name.'],
    ['lower |', 'A transform is missing beside |.'],
    ['| lower', 'A transform is missing beside |.'],
    ['cut', 'Transform cut needs a number of characters, from 1 to 65536.'],
    ['cut 0', 'Transform cut needs a number of characters'],
    ['cut -1', 'Transform cut needs a number of characters'],
    ['cut 65537', 'Transform cut needs a number of characters'],
    ['cut 4, 5', 'Transform cut needs a number of characters'],
    ['date week', 'Transform date needs day, ms or iso.'],
    ['join ,', 'Transform join needs a separator, in quotation marks where it holds'],
    ['join', 'Transform join needs a separator.'],
    ['yes_no Yes', 'Transform yes_no needs two texts such as Yes, No.'],
    ['yes_no Yes,', 'Transform yes_no needs two texts such as Yes, No.'],
    ['map a', 'Transform map needs pairs such as a=b, c=d.'],
    ['map a=b,', 'Transform map needs pairs such as a=b, c=d.'],
    ['map a=b=c', 'Transform map needs pairs such as a=b, c=d.'],
    ['map a=b, a=c', 'Transform map names a twice.'],
    ['map *=b, *=c', 'Transform map names * twice.'],
    ['default "no', 'A quotation mark is not closed.'],
    ['default "\\q"', '"\\q" is not text as JSON writes it.'],
    ['prefix "a" b', 'Transform prefix needs a text, in quotation marks'],
    [`prefix ${'x'.repeat(501)}`, 'A text of transform prefix is too long.'],
    [Array.from({ length: 11 }, () => 'trim').join('|'), 'A row has at most 10 transforms.'],
  ])('%s is refused: %s', (text, message) => {
    const result = parseTransforms(text);
    expect('error' in result && result.error).toContain(message);
  });

  test('what is written is read the same, and stands on one line', () => {
    fc.assert(
      fc.property(fc.array(anyTransform, { maxLength: 10 }), (transforms) => {
        const text = transformsText(transforms);
        expect(text).not.toMatch(/[\n\r\0]/);
        expect(parseTransforms(text)).toEqual({ transforms });
      }),
      { numRuns: 3_000 },
    );
  });

  test('any text is read or refused, and what is read is written and read the same', () => {
    const words = fc.constantFrom(...transformNames, '|', ',', '=', '"', '\\', ' ', '*', 'a', '40', 'day', '""', '"x"');
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parseTransforms(text);
        if ('transforms' in result) expect(parseTransforms(transformsText(result.transforms))).toEqual(result);
        else expect(result.error).toMatch(/\.$/);
      }),
      { numRuns: 3_000 },
    );
  });
});
