/** Digits with what people put between them; a plus may lead. */
const shape = /^\+?[\d\s().\-\u2010-\u2015/·]+$/u;

const fewestDigits = 5;
/** E.164 allows 15; a prefix to dial abroad may come before them. */
const mostDigits = 18;

/** Country calling codes of one and of two digits. All others have three. */
const shortCodes = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** The digits of a text that can be a phone number, with its leading plus; null for any other text. */
function dialled(text: string): string | null {
  const trimmed = text.trim();
  if (!shape.test(trimmed)) return null;
  // "+46 (0)70 …": the trunk digit in brackets is dialled inside the country only.
  const digits = trimmed.replace(/^(\+|00)([\d\s]+)\(0\)/, '$1$2').replace(/\D/g, '');
  if (digits.length < fewestDigits || digits.length > mostDigits) return null;
  return trimmed.startsWith('+') ? `+${digits}` : digits;
}

/** A search that can be a phone number as one word, without grouping; null for any other search. */
export function phoneWord(search: string): string | null {
  return dialled(search);
}

/**
 * The words a phone number is found by, however it is grouped: with its country code after `+`, `00` or nothing, and as
 * it is dialled inside the country, with the trunk digit or without. Empty for a text that is no phone number.
 */
export function phoneTerms(text: string): string[] {
  const number = dialled(text);
  if (number === null) return [];
  const abroad = number.startsWith('+') ? number.slice(1) : number.startsWith('00') ? number.slice(2) : null;
  if (abroad === null) return [number];
  const code = shortCodes.exec(abroad)?.[0] ?? abroad.slice(0, 3);
  const inland = abroad.slice(code.length);
  return [`+${abroad}`, `00${abroad}`, abroad, `0${inland}`, inland].filter((term) => term.length >= fewestDigits);
}
