import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJson, numberText } from '../../json/json-text.fixture';
import { isNumber, type JsonValue } from '../../json/json';
import { JsonNumber, sameNumber, toJsonNumber } from '../../json/json-number';
import { parseJson } from '../../json/parse-json';
import { type Transform } from './record-config';
import { applyTransform, type Value } from './transforms';
import { anyTransform } from './transform.fixture';

const anyValue = fc.oneof(
  anyJson.map(({ text }) => parseJson(text)),
  fc.constant(undefined),
);

const table: Record<string, string> = { pro: 'Paid', free: 'Free', '5': 'Five', true: 'Yes' };

describe('a transform', () => {
  test.each<[Transform, Value, Value]>([
    [{ kind: 'trim' }, '  Ada ', 'Ada'],
    [{ kind: 'trim' }, '   ', undefined],
    [{ kind: 'lower' }, 'Ada@EXAMPLE.com', 'ada@example.com'],
    [{ kind: 'upper' }, 'straße', 'STRASSE'],
    [{ kind: 'upper' }, ['a'], undefined],
    [{ kind: 'first' }, ['a', 'b'], 'a'],
    [{ kind: 'first' }, [], undefined],
    [{ kind: 'first' }, [null], undefined],
    [{ kind: 'first' }, 'a', undefined],
    [{ kind: 'join', separator: '; ' }, ['a', null, 5, { b: 1 }, '', true], 'a; 5; true'],
    [{ kind: 'join', separator: ',' }, [], undefined],
    [{ kind: 'join', separator: ',' }, 'a', undefined],
    [{ kind: 'number' }, ' 042.50 ', new JsonNumber('42.50')],
    [{ kind: 'number' }, '+7', 7],
    [{ kind: 'number' }, '12345678901234567890', new JsonNumber('12345678901234567890')],
    [{ kind: 'number' }, '1,000', undefined],
    [{ kind: 'number' }, '0x10', undefined],
    [{ kind: 'number' }, 'Infinity', undefined],
    [{ kind: 'number' }, true, undefined],
    [{ kind: 'json' }, { a: [1, 'x'] }, '{"a":[1,"x"]}'],
    [{ kind: 'json' }, 'x', '"x"'],
    [{ kind: 'digits' }, '+49 (30) 123-45', '493012345'],
    [{ kind: 'digits' }, 'none', undefined],
    [{ kind: 'date', as: 'day' }, '2026-11-30T23:30:00-01:00', '2026-12-01'],
    [{ kind: 'date', as: 'day' }, '2024-02-29', '2024-02-29'],
    [{ kind: 'date', as: 'day' }, '2026-02-29', undefined],
    [{ kind: 'date', as: 'ms' }, '2026-11-30T00:00:00.123Z', 1_795_996_800_123],
    [{ kind: 'date', as: 'ms' }, '0000-01-01', -62_167_219_200_000],
    [{ kind: 'date', as: 'iso' }, 1_795_996_800_123, '2026-11-30T00:00:00.123Z'],
    [{ kind: 'date', as: 'iso' }, 253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
    [{ kind: 'date', as: 'iso' }, 253_402_300_800_000, undefined],
    [{ kind: 'date', as: 'iso' }, -62_167_219_200_001, undefined],
    [{ kind: 'date', as: 'iso' }, 1.5, undefined],
    [{ kind: 'date', as: 'iso' }, 'yesterday', undefined],
    [{ kind: 'yes_no', yes: 'Ja', no: 'Nein' }, true, 'Ja'],
    [{ kind: 'yes_no', yes: 'Ja', no: 'Nein' }, 'false', 'Nein'],
    [{ kind: 'yes_no', yes: 'Ja', no: '' }, false, undefined],
    [{ kind: 'yes_no', yes: 'Ja', no: 'Nein' }, 1, undefined],
    [{ kind: 'map', table, otherwise: null }, 'pro', 'Paid'],
    [{ kind: 'map', table, otherwise: null }, 5, 'Five'],
    [{ kind: 'map', table, otherwise: null }, true, 'Yes'],
    [{ kind: 'map', table, otherwise: null }, 'toString', undefined],
    [{ kind: 'map', table, otherwise: 'Other' }, 'toString', 'Other'],
    [{ kind: 'map', table, otherwise: 'Other' }, null, undefined],
    [{ kind: 'map', table, otherwise: 'Other' }, ['pro'], undefined],
    [{ kind: 'cut', characters: 2 }, '\u{1F600}\u{1F600}\u{1F600}', '\u{1F600}\u{1F600}'],
    [{ kind: 'cut', characters: 2 }, 'a\u{1F600}\u{1F600}', 'a\u{1F600}'],
    [{ kind: 'cut', characters: 1 }, '\ud83dx', '\uFFFD'],
    [{ kind: 'cut', characters: 9 }, 'short', 'short'],
    [{ kind: 'prefix', text: '+' }, 49, '+49'],
    [{ kind: 'prefix', text: '+' }, '', undefined],
    [{ kind: 'default', value: 'none' }, null, 'none'],
    [{ kind: 'default', value: 'none' }, '', 'none'],
    [{ kind: 'default', value: 'none' }, false, false],
    [{ kind: 'default', value: '' }, undefined, undefined],
  ])('%j makes of %j: %j', (transform, value, expected) => {
    expect(applyTransform(value, transform)).toEqual(expected);
  });

  test('never throws, and what it gives is there or undefined', () => {
    fc.assert(
      fc.property(anyValue, anyTransform, (value, transform) => {
        const result = applyTransform(value, transform);
        expect(result === null || result === '').toBe(false);
        if (result !== undefined && transform.kind !== 'default') expect(() => JSON.stringify(result)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes nothing that is absent, unless it is the default', () => {
    fc.assert(
      fc.property(fc.constantFrom<Value>(undefined, null, ''), anyTransform, (absent, transform) => {
        const expected = transform.kind === 'default' && transform.value !== '' ? transform.value : undefined;
        expect(applyTransform(absent, transform)).toBe(expected);
      }),
    );
  });

  test('json gives up on what is nested deeper than the engine can write', () => {
    let deep: JsonValue = [];
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    expect(applyTransform(deep, { kind: 'json' })).toBeUndefined();
  });

  test('cut leaves the first code points and no half of a pair', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\u{1F600}', '\ud83d', '\ude00', 'é'), maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (value, characters) => {
        const result = applyTransform(value, { kind: 'cut', characters }) ?? '';
        const expected = Array.from(value.toWellFormed()).slice(0, characters).join('');
        expect(result).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('number loses no digit of any number of JSON', () => {
    fc.assert(
      fc.property(numberText, (text) => {
        const result = applyTransform(text, { kind: 'number' });
        expect(isNumber(result) && sameNumber(result, toJsonNumber(text))).toBe(true);
      }),
    );
  });

  test('date gives the instant back, to the millisecond and the day', () => {
    const date = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (instant) => {
        const iso = instant.toISOString();
        expect(applyTransform(iso, { kind: 'date', as: 'ms' })).toBe(instant.getTime());
        expect(applyTransform(instant.getTime(), { kind: 'date', as: 'iso' })).toBe(iso);
        expect(applyTransform(iso, { kind: 'date', as: 'day' })).toBe(iso.slice(0, 10));
      }),
    );
  });
});
