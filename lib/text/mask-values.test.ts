import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutValues } from './mask-values';

test.each([
  ['gold was not one of the allowed options', ['gold'], '… was not one of the allowed options'],
  ['"Ünal" is invalid', ['ÜNAL'], '"…" is invalid'],
  ['{"message":"O\\"Neil\\\\ is bad"}', ['O"Neil\\'], '{"message":"… is bad"}'],
  ['{"message":"\\u00dcnal is bad"}', ['Ünal'], '{"message":"… is bad"}'],
  ['GET /find?name=Ada%20King failed', ['Ada King'], 'GET /find?name=… failed'],
  ['Al is no option. Also allowed: Alto', ['Al'], '… is no option. Also allowed: Alto'],
  ['too long: "Countess of Lovel…"', ['Countess of Lovelace'], 'too long: "……"'],
  ['email was refused', ['email'], 'email was refused'],
  ['answered 400', ['', ' '], 'answered 400'],
])('%s', (text, values, told) => {
  expect(withoutValues(text, values, ['email'])).toBe(told);
});

test('tells no value of five characters or more, wherever it stands and however much of it, and changes nothing else', () => {
  const value = fc.string({ minLength: 5, maxLength: 60, unit: 'grapheme' }).filter((text) => text.trim().length >= 5);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), fc.string(), fc.nat(), (values, words, seed) => {
      const one = values[seed % values.length] ?? '';
      const told = withoutValues(`${words}:${one}:${words}`, values);
      expect(told).not.toContain(one.trim());
      expect(withoutValues(words, [])).toBe(words);
    }),
  );
});

test('takes no long time for long texts and values', () => {
  const values = Array.from({ length: 100 }, (_, n) => `${n}${'ab'.repeat(30_000)}`);
  const startedMs = performance.now();
  withoutValues('ba'.repeat(500), values);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
