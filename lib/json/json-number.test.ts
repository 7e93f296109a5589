import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isJsonObject, isNumber } from './json';
import { isJsonNumber, JsonNumber, sameNumber, toJsonNumber, toSafeInteger } from './json-number';
import { numberText, oddNumbers } from './json-text.fixture';

const same = (a: string, b: string) => sameNumber(toJsonNumber(a), toJsonNumber(b));

describe('toJsonNumber', () => {
  it('keeps the digits of whatever a double would write otherwise', () => {
    for (const literal of oddNumbers) {
      const value = toJsonNumber(literal);
      expect(value).toBeInstanceOf(JsonNumber);
      expect([String(value), JSON.stringify([value])]).toEqual([literal, `[${literal}]`]);
    }
  });

  it('leaves ordinary numbers to the engine', () => {
    for (const literal of ['0', '-1', '212', '51.3387', '0.000001', '9007199254740991']) {
      expect(toJsonNumber(literal)).toBe(Number(literal));
    }
  });

  it('never makes a number that is written back in another way (property)', () => {
    fc.assert(
      fc.property(numberText, (literal) => {
        expect(JSON.stringify(toJsonNumber(literal))).toBe(literal);
      }),
      { seed: 20_260_821, numRuns: 5_000 },
    );
  });
});

describe('a JsonNumber', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is a number and no object, whichever copy of the module made it', async () => {
    vi.resetModules();
    const other = await import('./json-number');
    const value = new other.JsonNumber('1e400');
    expect(value).not.toBeInstanceOf(JsonNumber);
    expect([isJsonNumber(value), isNumber(value), isJsonObject(value as never)]).toEqual([true, true, false]);
    expect(sameNumber(value, new JsonNumber('10e399'))).toBe(true);
  });

  it('cannot be made by JSON, whatever the names of its members', () => {
    for (const text of ['{"digits":"1e400"}', '{"rawJSON":"1e400"}', '{"Symbol(streamgauge.json-number)":true}']) {
      const value = JSON.parse(text) as { digits: string };
      expect([isJsonNumber(value), isJsonObject(value as never)]).toEqual([false, true]);
    }
  });

  it('is never rounded, not even where the browser cannot write raw JSON', () => {
    vi.stubGlobal('JSON', { stringify: JSON.stringify, parse: JSON.parse });
    expect(JSON.stringify({ n: new JsonNumber('9007199254740993') })).toBe('{"n":"9007199254740993"}');
  });
});

describe('sameNumber', () => {
  it('compares decimal values and not spellings', () => {
    expect(same('1', '1.0')).toBe(true);
    expect(same('1', '1e0')).toBe(true);
    expect(same('1', '10e-1')).toBe(true);
    expect(same('100000', '1E5')).toBe(true);
    expect(same('1e+5', '1e00000000000000000005')).toBe(true);
    expect(same('-0', '0')).toBe(true);
    expect(same('0e99999999999999999999', '-0.000')).toBe(true);
    expect(same('1e400', '10e399')).toBe(true);
    expect(same('1e-400', '0.1e-399')).toBe(true);
  });

  it('tells apart what a double cannot', () => {
    expect(same('9007199254740993', '9007199254740992')).toBe(false);
    expect(same('0.1', '0.1000000000000000055511151231257827')).toBe(false);
    expect(same('1e400', '1e401')).toBe(false);
    expect(same('1e400', '-1e400')).toBe(false);
    expect(same('1e-400', '0')).toBe(false);
    expect(same('1e99999999999999999999', '1e99999999999999999998')).toBe(false);
    expect(same('1', '-1')).toBe(false);
  });

  it('takes numbers of any length', { timeout: 30_000 }, () => {
    const long = '7'.repeat(4_000_000);
    expect(same(`${long}0`, `${long}e1`)).toBe(true);
    expect(same(`${long}1`, `${long}2`)).toBe(false);
    expect(same(`1${'0'.repeat(4_000_000)}`, '1e4000000')).toBe(true);
    expect(same(`0.${'0'.repeat(3_999_999)}1`, '1e-4000000')).toBe(true);
    expect(same(`1e${'9'.repeat(4_000_000)}`, `1e${'9'.repeat(3_999_999)}8`)).toBe(false);
  });

  it('agrees with exact arithmetic, so it is an equivalence (property)', () => {
    const scale = 2_000n;
    const exact = (literal: string) => {
      const [, sign, whole = '', fraction = '', exponent = '0'] =
        /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(literal) ?? [];
      const power = BigInt(exponent) - BigInt(fraction.length) + scale;
      return BigInt(whole + fraction) * 10n ** power * (sign === '-' ? -1n : 1n);
    };
    const computable = numberText.filter((literal) => !/[eE][-+]?\d{4}/.test(literal));
    // The same value in another spelling, so that equal numbers are frequent.
    const respelled = computable.map((literal) => {
      const [mantissa = '', exponent = '0'] = literal.split(/[eE]/);
      return [literal, `${mantissa}${mantissa.includes('.') ? '00' : '.0'}E${exponent}`] as const;
    });
    let equal = 0;
    fc.assert(
      fc.property(fc.oneof(fc.tuple(computable, computable), respelled), ([a, b]) => {
        expect(same(a, b)).toBe(exact(a) === exact(b));
        expect(same(b, a)).toBe(same(a, b));
        if (same(a, b)) equal++;
      }),
      { seed: 20_260_821, numRuns: 5_000 },
    );
    expect(equal).toBeGreaterThan(1_000);
  });
});

describe('toSafeInteger', () => {
  it('reads integers that a double holds, however they are spelled, and nothing else', () => {
    const read = (literal: string) => toSafeInteger(toJsonNumber(literal));
    expect(['212', '5.0', '1e3', '-0', '-7.00'].map(read)).toEqual([212, 5, 1_000, 0, -7]);
    expect(Object.is(read('-0'), 0)).toBe(true);
    for (const literal of ['1.5', '9007199254740993', '1e400', '1.0000000000000000001', '1e-400']) {
      expect(read(literal), literal).toBeNull();
    }
  });
});
