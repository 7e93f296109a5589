import { type JsonObject, type JsonValue } from './json';
import { toJsonNumber } from './json-number';

/**
 * Finds everything that `JSON.parse` may not give back as it was written: -0, 16 letters or more, an exponent, a zero at the
 * end of a fraction, a fraction that begins with six zeros. It also finds some text that only looks so; what it must never
 * do is miss a number. All repetitions are bounded, so no text makes it slow.
 */
const oddNumber =
  /[:,[\s](?:-0[,}\]\s]|-?(?:[\d.]{16}|\d{1,15}(?:\.\d{1,15})?[eE][-+]?(?:\d{16}|\d{1,15}[,}\]\s])|\d{1,15}\.\d{0,14}0[,}\]\s]|0\.0{6}))/;

/**
 * Reads JSON text without rounding: like `JSON.parse`, and as fast, but a number that a double would not write back the same
 * becomes a `JsonNumber`. Safe at any depth. Throws `SyntaxError` as `JSON.parse` does.
 */
export function parseJson(text: string): JsonValue {
  // V8 parses without recursion: depth costs memory, never the stack.
  const value = JSON.parse(text) as JsonValue;
  if (typeof value === 'number') return toJsonNumber(text.trim());
  return typeof value === 'object' && value !== null && oddNumber.test(text) ? new ExactReader(text).read() : value;
}

const numberLetters = /[-+.\deE]+/y;

/** Reads text that `JSON.parse` has accepted once more, with the digits of its numbers. Keeps its own stack. */
class ExactReader {
  readonly #text: string;
  #at = 0;
  #root: JsonValue = null;
  /** The array or object that is open, and those around it. */
  #container: Container | null = null;
  readonly #outer: Container[] = [];
  /** The key of the member that comes next; null where a key comes next, and in arrays. */
  #key: string | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue {
    while (this.#at < this.#text.length) this.#step();
    return this.#root;
  }

  #step(): void {
    const letter = this.#text.charAt(this.#at);
    if (letter === '"') this.#addText();
    else if (letter === '{') this.#enter({});
    else if (letter === '[') this.#enter([]);
    else if (letter === '}' || letter === ']') this.#leave();
    else if (letter === 't') this.#add(true, 4);
    else if (letter === 'f') this.#add(false, 5);
    else if (letter === 'n') this.#add(null, 4);
    else if (letter === '-' || (letter >= '0' && letter <= '9')) this.#addNumber();
    // Commas, colons and white space mean nothing more in text that is known to be JSON.
    else this.#at += 1;
  }

  #enter(container: Container): void {
    this.#add(container, 1);
    if (this.#container !== null) this.#outer.push(this.#container);
    this.#container = container;
  }

  #leave(): void {
    this.#container = this.#outer.pop() ?? null;
    this.#at += 1;
  }

  #addText(): void {
    const end = this.#endOfText();
    const value = JSON.parse(this.#text.slice(this.#at, end)) as string;
    if (this.#container === null || Array.isArray(this.#container) || this.#key !== null) {
      this.#add(value, end - this.#at);
    } else {
      this.#key = value;
      this.#at = end;
    }
  }

  /** Just behind the quote that ends the text which begins here. */
  #endOfText(): number {
    for (let at = this.#at + 1; ;) {
      const quote = this.#text.indexOf('"', at);
      let before = quote;
      while (this.#text.charAt(before - 1) === '\\') before -= 1;
      at = quote + 1;
      if ((quote - before) % 2 === 0) return at;
    }
  }

  #addNumber(): void {
    numberLetters.lastIndex = this.#at;
    const literal = numberLetters.exec(this.#text)?.[0] ?? '';
    this.#add(toJsonNumber(literal), literal.length);
  }

  /** Puts a value of `length` letters at its place. */
  #add(value: JsonValue, length: number): void {
    this.#at += length;
    if (this.#container === null) this.#root = value;
    else if (Array.isArray(this.#container)) this.#container.push(value);
    else {
      setMember(this.#container, this.#key ?? '', value);
      this.#key = null;
    }
  }
}

type Container = JsonValue[] | JsonObject;

function setMember(object: JsonObject, key: string, value: JsonValue): void {
  // An assignment would set the prototype.
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else object[key] = value;
}
