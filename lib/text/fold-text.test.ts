import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text';

const seed = 20_261_129;
const anyText = fc.string({ unit: 'binary' });

describe('foldText', () => {
  it('folds a folded text to itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
      }),
      { seed, numRuns: 5_000 },
    );
  });

  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('makes no difference between a text and its %s', (form) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text.normalize(form))).toBe(foldText(text));
      }),
      { seed, numRuns: 5_000 },
    );
  });

  it('does not see case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aeinoszåäöüñéçøłđþæœчйßσ')) }), (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
      }),
      { seed },
    );
  });

  it('does not see characters that show nothing, wherever they are', () => {
    const unseen = fc.constantFrom('\u200b', '\u200d', '\u2060', '\ufeff', '\u202e', '\u2066', '\u00ad');
    fc.assert(
      fc.property(anyText, unseen, anyText, (before, mark, after) => {
        expect(foldText(`${before}${mark}${after}`)).toBe(foldText(foldText(before) + foldText(after)));
      }),
      { seed },
    );
  });

  it.each([
    ['José', 'jose'],
    ['Müller', 'muller'],
    ['Łukasz Ørsted', 'lukasz orsted'],
    ['STRASSE straße', 'strasse strasse'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Ὀδυσσεύς', 'οδυσσευσ'],
    ['ｆｕｌｌ', 'full'],
    ['王小明', '王小明'],
    ['हिन्दी', 'हिन्दी'],
    ['が', 'が'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});
