import { describe, expect, it } from 'vitest';

import { JsonNumber } from '@/lib/json/json-number';
import { parseJson } from '@/lib/json/parse-json';

import { bareText, changeKind, diffParts, valueText } from './change-text';

describe('a changed field', () => {
  it('is an addition, a removal or a change by what is absent, and null is not absent', () => {
    expect(changeKind({ field: 'a', after: null })).toBe('added');
    expect(changeKind({ field: 'a', before: null })).toBe('removed');
    expect(changeKind({ field: 'a', before: null, after: 1 })).toBe('changed');
  });

  it('keeps every letter of both values, marked or not', () => {
    const before = valueText('ada.okafor@example.com');
    const after = valueText('ada@okafor.example.com');
    const { old, next } = diffParts(before, after);
    expect(old.map((part) => part.text).join('')).toBe(before);
    expect(next.map((part) => part.text).join('')).toBe(after);
    expect(old.some((part) => part.differs)).toBe(true);
  });

  it('is written with the digits it came with', () => {
    const [before, after] = ['9007199254740993', '[1.0,-0,{"a":1e400}]'].map(parseJson);
    expect([valueText(before), bareText(before), valueText(after)]).toEqual([
      '9007199254740993',
      '9007199254740993',
      '[1.0,-0,{"a":1e400}]',
    ]);
    expect(changeKind({ field: 'a', before: new JsonNumber('-0') })).toBe('removed');
  });

  it('marks nothing where hardly a letter is shared', () => {
    expect(diffParts('true', 'false').old.some((part) => part.differs)).toBe(false);
  });

  it('does not compare very long values letter by letter', () => {
    expect(diffParts('a'.repeat(10_000), 'b'.repeat(10_000)).old).toHaveLength(1);
  });
});
