import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolatedText, isSeen, outsideParts, visibleText } from './outside-text';

describe('text from outside', () => {
  it.each([
    ['Eve \u202Egro.elpmaxe@nimda', 'Eve [U+202E]gro.elpmaxe@nimda'],
    ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
    ['ada\u200B', 'ada[U+200B]'],
    ['a\u0000b\nc', 'a[U+0000]b[U+000A]c'],
    ['\u3164', '[U+3164]'],
    ['a\u{E0041}', 'a[U+E0041]'],
  ])('%j shows what would not be seen', (text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  it.each(['Ada', 'Zoë 例 😀', '👩‍💻', '❤️', 'می‌خواهم', 'क्‍ष', '', "O'Neill-Ĺévy <b>"])('%j stays as it is', (text) => {
    expect(visibleText(text)).toBe(text);
  });

  it('loses no character and leaves none unseen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          outsideParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
      { seed: 20_261_129 },
    );
  });

  it('is isolated only where it runs from right to left', () => {
    expect(isolatedText('Ada')).toBe('Ada');
    expect(isolatedText('שרה')).toBe('\u2068שרה\u2069');
  });

  it('is seen when something of it shows', () => {
    expect(['Ada', ' ', '\u200b', '\u3164 \u202e', ''].map(isSeen)).toEqual([true, false, false, false, false]);
  });
});
