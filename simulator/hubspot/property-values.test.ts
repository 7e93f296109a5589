import { describe, expect, it } from 'vitest';
import { PropertyStore } from './property-store.ts';
import { checkValues, isBackward } from './property-values.ts';

const AT = '2026-11-20T09:00:00.000Z';

function store(): PropertyStore {
  const properties = new PropertyStore(AT);
  const make = (name: string, type: string, fieldType: string, more: object = {}) =>
    properties.create({ name, label: name, type, fieldType, groupName: 'contactinformation', ...more }, AT);
  make('seats', 'number', 'number');
  make('birthday', 'date', 'date');
  make('is_vip', 'bool', 'booleancheckbox');
  make('colours', 'enumeration', 'checkbox', { options: ['red', 'blue'].map((value) => ({ label: value, value })) });
  return properties;
}

const codeOf = (name: string, value: string) => checkValues(store(), { [name]: value }).problems[0]?.code;
const keptOf = (name: string, value: string) => checkValues(store(), { [name]: value }).values[name];

describe('checkValues', () => {
  it.each([
    ['nope', 'x', 'PROPERTY_DOESNT_EXIST'],
    ['email', 'ada@', 'INVALID_EMAIL'],
    ['email', 'ada@example', 'INVALID_EMAIL'],
    ['hs_object_id', '7', 'READ_ONLY_VALUE'],
    ['createdate', '0', 'READ_ONLY_VALUE'],
    ['hs_additional_emails', 'a@b.test', 'READ_ONLY_VALUE'],
    ['lifecyclestage', 'Lead', 'INVALID_OPTION'],
    ['lifecyclestage', ' lead', 'INVALID_OPTION'],
    ['colours', 'red;green', 'INVALID_OPTION'],
    ['is_vip', 'yes', 'INVALID_OPTION'],
    ['seats', '5,333', 'INVALID_INTEGER'],
    ['birthday', '1652659200001', 'INVALID_DATE'],
    ['birthday', '16.05.2022', 'INVALID_DATE'],
    ['closedate', 'soon', 'INVALID_LONG'],
    ['firstname', 'x'.repeat(65_537), 'VALUE_TOO_LONG'],
  ])('refuses %s = %s', (name, value, code) => {
    expect(codeOf(name, value)).toBe(code);
  });

  it.each([
    ['email', ' Ada@Example.test ', 'ada@example.test'],
    ['colours', 'red;blue', 'red;blue'],
    ['hubspot_owner_id', '4711', '4711'],
    ['seats', '-3.5', '-3.5'],
    ['birthday', '1652659200000', '2022-05-16'],
    ['closedate', '1652659200000', '2022-05-16T00:00:00.000Z'],
    ['firstname', ' =cmd|"/C calc"!A0 ', ' =cmd|"/C calc"!A0 '],
    ['lifecyclestage', '', ''],
  ])('keeps %s = %s as %s', (name, value, kept) => {
    expect(keptOf(name, value)).toBe(kept);
  });

  it('names every property that is wrong, and its own words for read-only and calculated ones', () => {
    const { problems } = checkValues(store(), { hs_object_id: '7', createdate: '0', phone: '1', nope: 'x' });
    expect(problems.map(({ message }) => message)).toEqual([
      '"hs_object_id" is a calculated property; its value cannot be set.',
      '"createdate" is a read only property; its value cannot be set.',
      'Property "nope" does not exist',
    ]);
  });
});

describe('isBackward', () => {
  it.each([
    ['customer', 'lead', true],
    ['lead', 'lead', false],
    ['lead', 'customer', false],
    [undefined, 'subscriber', false],
    ['customer', '', false],
  ])('of %s to %s is %s', (before, next, backward) => {
    expect(isBackward(store(), before, next)).toBe(backward);
  });
});
