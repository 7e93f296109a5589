/** Characters that show nothing or turn the direction of what follows: controls, bidi controls, zero width, fillers. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Variation selectors choose between two looks of the character before them, so they are part of it. */
const selectors = /^[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;

/** What a joiner may follow: a pictograph, or a letter of a script that is written with joiners. */
const joinable =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]$/u;

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** A stretch of text from outside: shown as it is, or a single character that would not be seen. */
export interface TextPart {
  text: string;
  /** `U+202E` of a character that would not be seen; null for ordinary text. */
  code: string | null;
}

/** Splits text from outside where a character shows nothing, or turns the direction of what follows. */
export function outsideParts(text: string): TextPart[] {
  if (!unseen.test(text)) return text === '' ? [] : [{ text, code: null }];
  const parts: TextPart[] = [];
  let plain = '';
  for (const character of text) {
    if (!unseen.test(character) || selectors.test(character) || isJoiner(character, plain)) {
      plain += character;
      continue;
    }
    if (plain !== '') parts.push({ text: plain, code: null });
    plain = '';
    parts.push({ text: character, code: codeOf(character) });
  }
  if (plain !== '') parts.push({ text: plain, code: null });
  return parts;
}

/** Text from outside for a place without markup (a title, an accessible name): what would not be seen reads `[U+202E]`. */
export function visibleText(text: string): string {
  return outsideParts(text)
    .map((part) => (part.code === null ? part.text : `[${part.code}]`))
    .join('');
}

/** As `visibleText`, and where it is written right to left, isolated from the words around it. */
export function isolatedText(text: string): string {
  const visible = visibleText(text);
  return rightToLeft.test(visible) ? `\u2068${visible}\u2069` : visible;
}

/** What of a text shows, without the space around it: what a person meant to paste. */
export function seenText(text: string): string {
  return outsideParts(text)
    .map((part) => (part.code === null ? part.text : ''))
    .join('')
    .trim();
}

/** False for text that shows nothing at all. */
export function isSeen(text: string): boolean {
  return seenText(text) !== '';
}

function isJoiner(character: string, before: string): boolean {
  return (character === '\u200c' || character === '\u200d') && joinable.test(before);
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
