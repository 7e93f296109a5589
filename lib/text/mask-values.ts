/** What stands in the place of a value. */
const mark = '…';

/** Shorter values count only where no letter or digit touches them: "Al" is no part of "Also". */
const shortest = 5;

/** From so many characters on a part of a value counts as well: an answer may quote it cut. */
const telling = 12;

/** Characters of a value that are looked for. */
const mostOfValue = 4_096;

/**
 * A text in which none of these values stands, in any case of its letters, or as JSON and addresses write it; long ones not in
 * part either. `kept` are names that stay although a value is the same.
 */
export function withoutValues(text: string, values: readonly string[], kept: readonly string[] = []): string {
  const names = new Set(kept);
  const forms = [...new Set(values)].filter((value) => value.trim() !== '' && !names.has(value)).flatMap(formsOf);
  if (forms.length === 0) return text;
  const folded = foldLetters(text);
  const isHidden = new Uint8Array(text.length);
  for (const form of forms) hide(folded, form, isHidden);
  return marked(text, isHidden);
}

/** A value as it is, and as other texts write it. */
function formsOf(given: string): string[] {
  const value = given.trim().slice(0, mostOfValue).toWellFormed();
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set([value, json, ascii, encodeURIComponent(value)].map(foldLetters))];
}

/** Small letters, with every character in its place. */
const foldLetters = (text: string) =>
  text.replace(/\p{Lu}/gu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter));

function hide(text: string, form: string, isHidden: Uint8Array): void {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    if (form.length >= shortest || isAlone(text, at, at + form.length)) isHidden.fill(1, at, at + form.length);
  }
  if (form.length <= telling) return;
  for (let at = 0; at + telling <= text.length; at += 1) {
    if (form.includes(text.slice(at, at + telling))) isHidden.fill(1, at, at + telling);
  }
}

const letterOrDigit = /[\p{L}\p{N}]/u;

const isAlone = (text: string, from: number, to: number) =>
  !letterOrDigit.test(text.charAt(from - 1)) && !letterOrDigit.test(text.charAt(to));

function marked(text: string, isHidden: Uint8Array): string {
  let told = '';
  for (let at = 0; at < text.length; at += 1) {
    if (isHidden[at] === 0) told += text.charAt(at);
    else if (at === 0 || isHidden[at - 1] === 0) told += mark;
  }
  return told;
}
