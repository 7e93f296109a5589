declare global {
  interface JSON {
    /** Missing in browsers from before 2025. */
    rawJSON?(text: string): object;
  }
}

/** Registered: Next gives routes and pages a copy of this module each. JSON text can name no symbol, so it cannot be forged. */
const mark = Symbol.for('streamgauge.json-number');

/**
 * A number that a double would not write back as it was written: an integer beyond 2^53, a long decimal, `1e400`, `-0`,
 * `1.0`. Every other number is a plain `number`. Made by `parseJson`; never changed.
 */
export class JsonNumber {
  readonly [mark] = true;
  /** The number as the text spells it (RFC 8259). */
  readonly digits: string;

  /** `digits` must be a number of JSON that is not written back the same; `toJsonNumber` decides that. */
  constructor(digits: string) {
    this.digits = digits;
  }

  /** `JSON.stringify` writes the digits; a browser that cannot do that gets them in quotes, and never rounded. */
  toJSON(): unknown {
    return JSON.rawJSON?.(this.digits) ?? this.digits;
  }

  toString(): string {
    return this.digits;
  }
}

export function isJsonNumber(value: unknown): value is JsonNumber {
  // Read, not asked for with `in`, which the engine does ten times slower for objects of many shapes.
  return typeof value === 'object' && value !== null && (value as Partial<JsonNumber>)[mark] === true;
}

/** The number that a literal of JSON stands for: a plain one where that is written back letter by letter. */
export function toJsonNumber(literal: string): number | JsonNumber {
  const value = Number(literal);
  return String(value) === literal ? value : new JsonNumber(literal);
}

/**
 * Whether two numbers have the same decimal value, however they are spelled: 1 = 1.0 = 1e0, and -0 = 0. No digit is
 * dropped. Exponents of more than 15 digits are only the same when they are spelled alike.
 */
export function sameNumber(a: number | JsonNumber, b: number | JsonNumber): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  return canonical(String(a)) === canonical(String(b));
}

/** The number as an integer that a double holds exactly; null for every other number. */
export function toSafeInteger(value: number | JsonNumber): number | null {
  // Adding 0 makes 0 of -0.
  const integer = Number(String(value)) + 0;
  return Number.isSafeInteger(integer) && sameNumber(integer, value) ? integer : null;
}

const longestExponent = 15;

/** One spelling for each decimal value: the digits without zeros at either end, and the power of ten of the last one. */
function canonical(literal: string): string {
  const exponentAt = literal.search(/[eE]/);
  const mantissa = exponentAt === -1 ? literal : literal.slice(0, exponentAt);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const end = significantEnd(digits);
  if (end === 0) return '0';
  const power = digits.length - end - fraction.length;
  const significant = sign + digits.slice(digits.search(/[1-9]/), end);
  const exponent = exponentAt === -1 ? '0' : literal.slice(exponentAt + 1).replace(/^([+-]?)0+(?=\d)/, '$1');
  return exponent.length > longestExponent + 1
    ? `${significant}e${exponent}, ${power}`
    : `${significant}e${Number(exponent) + power}`;
}

/** Where the zeros at the end of `digits` begin; 0 when there is nothing else. By hand: a regex would begin at every zero. */
function significantEnd(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end;
}
