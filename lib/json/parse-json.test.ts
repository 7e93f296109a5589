import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonValue } from './json';
import { isJsonNumber, JsonNumber } from './json-number';
import { anyJson, numberText, oddNumbers, orderedJson } from './json-text.fixture';
import { parseJson } from './parse-json';

/** What `JSON.parse` would have made of it. */
function rounded(value: JsonValue): unknown {
  if (isJsonNumber(value)) return Number(value.digits);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rounded(member)]));
}

describe('parseJson', () => {
  it('keeps every number whole, at every place a number can stand', () => {
    for (const number of oddNumbers) {
      const texts = [
        number,
        ` ${number}\n`,
        `[${number}]`,
        `[1,${number},1]`,
        `[\n\t${number}\r\n]`,
        `{"a":${number}}`,
        `{"a": ${number} , "b":1}`,
        `{"a":[[{"b":${number}}]]}`,
      ];
      for (const text of texts) expect(JSON.stringify(parseJson(text)), text).toBe(text.replaceAll(/\s/g, ''));
    }
  });

  it('leaves text that only looks like numbers alone', () => {
    const texts = ['rv:109.0) Gecko', ':-0,', ':1e400,', '[123456789012345678901234567890]', '\\", 1.0,', 'a\\'];
    const value = Object.fromEntries(texts.map((text) => [text, [text, 7]]));
    expect(parseJson(JSON.stringify(value))).toEqual(value);
    const both = parseJson(JSON.stringify({ ...value, n: 1 }).replace('"n":1', '"n":1.0'));
    expect(both).toEqual({ ...value, n: new JsonNumber('1.0') });
  });

  it('makes members of all keys, __proto__ too, and lets the last of equal keys count', () => {
    const value = parseJson('{"a":1,"__proto__":{"admin":1.0},"constructor":-0,"a":2.0,"7":1,"b":1e400,"b":3}');
    expect(JSON.stringify(value)).toBe('{"7":1,"a":2.0,"__proto__":{"admin":1.0},"constructor":-0,"b":3}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.prototype).not.toHaveProperty('admin');
  });

  it('refuses what JSON.parse refuses, in the same words', () => {
    for (const text of ['', '01', '1.', '.5', '+1', '1e', '[1.0', '{"a":1e400}}', 'NaN', '-', '\uFEFF1']) {
      expect(() => parseJson(text), text).toThrow(SyntaxError);
    }
  });

  it('survives hostile text: depth, length, and very many numbers', { timeout: 120_000 }, () => {
    let core: JsonValue | undefined = parseJson(`${'[{"a":'.repeat(200_000)}1e400${'}]'.repeat(200_000)}`);
    while (Array.isArray(core)) [{ a: core }] = core as [{ a: JsonValue }];
    expect(core).toEqual(new JsonNumber('1e400'));
    const long = `-${'9'.repeat(4_000_000)}.5`;
    expect(parseJson(`[${long}]`)).toEqual([new JsonNumber(long)]);
    const inText = `[",${'1'.repeat(4_000_000)}",${'\\\\'.repeat(1_000)}1]`.replace(/\\+/, '"\\\\\\"",');
    expect(parseJson(inText)).toHaveLength(3);
    const slashes = `["${'\\\\'.repeat(2_000_000)}",1.0,"${'\\"'.repeat(1_000_000)}"]`;
    expect(JSON.stringify(parseJson(slashes))).toBe(slashes);
    const many = `{${Array.from({ length: 100_000 }, (_, index) => `"${index.toString(36)}x":1e400`).join(',')}}`;
    expect(JSON.stringify(parseJson(many))).toBe(many);
  });

  it('never misses a number: text comes back with the digits it had (property)', () => {
    fc.assert(
      fc.property(orderedJson, ({ text, minified }) => {
        expect(JSON.stringify(parseJson(text))).toBe(minified);
      }),
      { seed: 20_260_821, numRuns: 3_000 },
    );
  });

  it('is JSON.parse in everything but numbers (property)', () => {
    fc.assert(
      fc.property(anyJson, ({ text }) => {
        const value = parseJson(text);
        expect(rounded(value)).toEqual(JSON.parse(text));
        expect(JSON.stringify(rounded(value))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 20_260_821, numRuns: 3_000 },
    );
  });

  it('reads its own writing again as the same (property)', () => {
    fc.assert(
      fc.property(anyJson, numberText, ({ text }, number) => {
        const written = JSON.stringify([parseJson(text), parseJson(number)]);
        expect(JSON.stringify(parseJson(written))).toBe(written);
      }),
      { seed: 20_260_821, numRuns: 1_000 },
    );
  });
});
