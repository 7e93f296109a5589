/** Accents and other marks that a search does without. Vowel signs of scripts that need them stay. */
const marks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

/** Characters that show nothing. Pasted text brings them along. Control characters separate words and stay. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Letters that people type without their stroke or ligature and that Unicode does not decompose. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  þ: 'th',
  ß: 'ss',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  œ: 'oe',
  ŧ: 't',
  ς: 'σ',
};
const special = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

const ascii = /^[\0-\x7f]*$/;

/**
 * Text as a search compares it: lower case, composed, without accents and characters that show nothing. `José`, its
 * decomposed spelling and `Jose` are one. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .replace(invisible, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(invisible, '')
    .replace(marks, '')
    .replace(special, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}
