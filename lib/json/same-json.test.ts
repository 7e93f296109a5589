import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJson, numberText } from './json-text.fixture';
import { parseJson } from './parse-json';
import { sameJson } from './same-json';

const parse = parseJson;

describe('sameJson', () => {
  it('ignores the order of keys but not of items', () => {
    expect(sameJson(parse('{"a":1,"b":{"c":[1,2],"d":null}}'), parse('{"b":{"d":null,"c":[1,2]},"a":1}'))).toBe(true);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
  });

  it('tells apart absent and null, array and object, text and number', () => {
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson({ a: null }, { b: null })).toBe(false);
    expect(sameJson([], {})).toBe(false);
    expect(sameJson({}, [])).toBe(false);
    expect(sameJson(null, {})).toBe(false);
    expect(sameJson('1', 1)).toBe(false);
    expect(sameJson(undefined, null)).toBe(false);
    expect(sameJson([1], [1, 2])).toBe(false);
  });

  it('compares keys that every object inherits by what is really there', () => {
    expect(sameJson(parse('{"__proto__":{"a":1}}'), parse('{"__proto__":{"a":1}}'))).toBe(true);
    expect(sameJson(parse('{"__proto__":{"a":1}}'), parse('{"__proto__":{"a":2}}'))).toBe(false);
    expect(sameJson(parse('{"__proto__":1}'), parse('{"constructor":1}'))).toBe(false);
    expect(sameJson(parse('{"__proto__":{}}'), parse('{"a":1}'))).toBe(false);
    expect(sameJson(parse('{"toString":1}'), parse('{"a":1}'))).toBe(false);
  });

  it('compares numbers by their decimal value, at any size and at any place', () => {
    expect(sameJson(parse('{"a":[1.0,1E5,-0]}'), parse('{"a":[1,100000,0]}'))).toBe(true);
    expect(sameJson(parse('[9007199254740993]'), parse('[9007199254740992]'))).toBe(false);
    expect(sameJson(parse('[1e400]'), parse('[10e399]'))).toBe(true);
    for (const other of ['null', '0', '1e401', '"1e400"', '[]', '{}', 'true']) {
      expect(sameJson(parse('[1e400]'), parse(`[${other}]`)), other).toBe(false);
      expect(sameJson(parse(`{"a":${other}}`), parse('{"a":1e400}')), other).toBe(false);
    }
  });

  it('is an equivalence over JSON with numbers of every kind (property)', () => {
    const few = fc.constantFrom(
      '1',
      '1.0',
      '10e-1',
      '9007199254740993',
      '9007199254740993.0',
      '9007199254740992',
      '-0',
      '0',
    );
    const value = fc.oneof(
      few,
      numberText,
      fc.tuple(few, few).map(([a, b]) => `{"a":[${a}],"b":${b}}`),
    );
    fc.assert(
      fc.property(value, value, value, anyJson, (one, two, three, { text }) => {
        const [a, b, c] = [parse(one), parse(two), parse(three)];
        expect(sameJson(parse(text), parse(text))).toBe(true);
        expect(sameJson(a, parse(one))).toBe(true);
        expect(sameJson(b, a)).toBe(sameJson(a, b));
        if (sameJson(a, b)) expect(sameJson(b, c)).toBe(sameJson(a, c));
      }),
      { seed: 20_260_821, numRuns: 3_000 },
    );
  });

  it('survives a depth that would overflow a recursive walk', () => {
    const deep = (core: string) => parse('[{"a":'.repeat(100_000) + core + '}]'.repeat(100_000));
    expect(sameJson(deep('1'), deep('1'))).toBe(true);
    expect(sameJson(deep('1'), deep('2'))).toBe(false);
  });

  it('agrees with equality of the texts that JSON.stringify writes (property)', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, json, (a, b) => {
        const left = parse(JSON.stringify(a));
        expect(sameJson(left, parse(JSON.stringify(a)))).toBe(true);
        expect(sameJson(left, parse(JSON.stringify([a])))).toBe(false);
        if (JSON.stringify(a) === JSON.stringify(b)) expect(sameJson(left, parse(JSON.stringify(b)))).toBe(true);
        else if (typeof a !== 'object' || typeof b !== 'object')
          expect(sameJson(left, parse(JSON.stringify(b)))).toBe(false);
      }),
      { seed: 20_260_821, numRuns: 500 },
    );
  });
});
