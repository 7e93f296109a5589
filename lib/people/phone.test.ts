import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneTerms, phoneWord } from './phone';

/** Puts separators of people between the digits of a number. */
function grouped(number: string, separators: readonly string[]): string {
  return Array.from(number)
    .map((digit, place) => digit + (separators[place] ?? ''))
    .join('');
}

const grouping = fc.array(fc.constantFrom('', '', ' ', '-', '.'), { minLength: 14, maxLength: 14 });

describe('phone numbers', () => {
  it('are found in any grouping, from abroad and as dialled inside the country', () => {
    fc.assert(
      fc.property(grouping, grouping, (stored, typed) => {
        const terms = phoneTerms(grouped('+46701234567', stored));
        for (const spelled of ['+46701234567', '0046701234567', '46701234567', '0701234567', '701234567']) {
          expect(terms).toContain(phoneWord(grouped(spelled, typed)));
        }
      }),
      { seed: 20_261_129 },
    );
  });

  it.each([
    ['+1 (202) 555-0123', '2025550123'],
    ['+44 20 7946 0018', '02079460018'],
    ['+358 40 123 4567', '0401234567'],
    ['+7 912 345-67-89', '9123456789'],
    ['0046 (0)70 123 45 67', '0701234567'],
  ])('%s is found by %s', (stored, typed) => {
    expect(phoneTerms(stored)).toContain(phoneWord(typed));
  });

  it('are nothing else', () => {
    for (const text of ['Ada', 'auth0|12345678', '1234', '+', '', '12345678901234567890', '12 34 ab'])
      expect(phoneTerms(text), text).toEqual([]);
  });
});
