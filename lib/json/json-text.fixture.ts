import fc from 'fast-check';

/** Numbers that a double would change: their value, or the way they are written. */
export const oddNumbers = [
  '-0',
  '-0.0',
  '0e5',
  '0.0',
  '1.0',
  '1e0',
  '10e-1',
  '1E5',
  '1e+5',
  '0.10',
  '0.0000001',
  '1e400',
  '10e399',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '-9007199254740993',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '1e99999999999999999999',
  '0e99999999999999999999',
  '1e00000000000000000005',
];

const plainNumbers = ['0', '1', '10', '100000', '-1', '0.1', '51.3387', '9007199254740992', '0.000001', '5e-324'];

const digits = fc.stringMatching(/^\d{1,20}$/);
const whole = digits.map((text) => text.replace(/^0+(?=\d)/, ''));
const fraction = fc.option(digits).map((text) => (text === null ? '' : `.${text}`));
const exponent = fc
  .option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.stringMatching(/^\d{1,3}$/)))
  .map((parts) => parts?.join('') ?? '');

/** Any number of JSON, as text. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...oddNumbers, ...plainNumbers),
  fc.tuple(fc.constantFrom('', '-'), whole, fraction, exponent).map((parts) => parts.join('')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);

/** Text that looks like numbers, or like the end of a text, where JSON is read by eye. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('1e400', ':-0,', '"', '\\', '\\"', '[1.0]', 'rv:109.0) ', '\u2028', '\uD800', '__proto__'),
);

// V8 13.6 mistakes a key that begins with an escape for an earlier one that begins with a backslash: none does here.
const key = text.filter((value) => !value.startsWith('\\'));

const space = fc.constantFrom('', '', ' ', '\n  ', '\t', '\r\n');

/** JSON as a person writes it, and the same without white space. */
interface Written {
  text: string;
  minified: string;
}

const leaf = fc
  .oneof(
    { weight: 3, arbitrary: numberText },
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom('true', 'false', 'null'),
  )
  .map((value): Written => ({ text: value, minified: value }));

function enclosed(open: string, close: string, items: fc.Arbitrary<Written[]>): fc.Arbitrary<Written> {
  return fc.tuple(items, space, space).map(([all, before, after]) => ({
    text: `${open}${before}${all.map((item) => item.text).join(`${after},${before}`)}${after}${close}`,
    minified: `${open}${all.map((item) => item.minified).join(',')}${close}`,
  }));
}

function objectOf(value: fc.Arbitrary<Written>, keys: fc.Arbitrary<string[]>): fc.Arbitrary<Written> {
  const members = keys.chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.tuple(space, value).map(([gap, member]) => ({
          text: `${JSON.stringify(name)}${gap}:${gap}${member.text}`,
          minified: `${JSON.stringify(name)}:${member.minified}`,
        })),
      ),
    ),
  );
  return enclosed('{', '}', members);
}

function jsonOf(keys: fc.Arbitrary<string[]>): fc.Arbitrary<Written> {
  return fc.letrec<{ value: Written }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      enclosed('[', ']', fc.array(tie('value'), { maxLength: 5 })),
      objectOf(tie('value'), keys),
    ),
  })).value;
}

/** JSON text with numbers of every kind and white space anywhere. No key is repeated or an index, so members keep their order. */
export const orderedJson = jsonOf(fc.uniqueArray(key, { maxLength: 5 }).map((all) => all.map((name) => `k${name}`)));

/** The same with keys of every kind, repeated ones too. */
export const anyJson = jsonOf(fc.array(fc.oneof(key, fc.constantFrom('a', '7', '__proto__')), { maxLength: 5 }));
