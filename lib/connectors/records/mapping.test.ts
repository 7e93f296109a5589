import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJson } from '../../json/json-text.fixture';
import { type JsonObject } from '../../json/json';
import { parseJson } from '../../json/parse-json';
import { type CarriedUser } from '../mirror-source';
import { mappedValue, mappedValues, sourcesOf, sourceValue, writableValues } from './mapping';
import { hubspotDefaults, type MappingRow, type Transform } from './record-config';
import { type RecordValues } from './record';
import { anyTransform } from './transform.fixture';

const userWith = (profile: JsonObject): CarriedUser => ({
  userId: 'auth0|ada',
  profile,
  connections: ['Username', 'google'],
  isBlocked: false,
  deletedAtMs: null,
  newestEventMs: 0,
});

const ada = userWith({
  email: 'Ada@Example.com',
  given_name: 'Ada',
  family_name: null,
  nickname: '  ',
  user_metadata: { city: 'Berlin', zip: 10115, tags: ['a', 'b'], isBig: false, bad: 'a\0b\ud800' },
});

const row = (source: string, target: string, over: Partial<MappingRow> = {}): MappingRow => ({
  ...{ source, target, transforms: [], when: 'always', cleared: 'leave' },
  ...over,
});

describe('a source', () => {
  test.each([
    ['given_name', 'Ada', ['given_name']],
    ['status', 'active', ['status']],
    ['=customer', 'customer', []],
    ['={given_name}', '{given_name}', []],
    ['=', '', []],
    ['{given_name} {family_name}', 'Ada', ['given_name', 'family_name']],
    ['{family_name} {given_name}', 'Ada', ['family_name', 'given_name']],
    ['{family_name}, {given_name}', 'Ada', ['family_name', 'given_name']],
    [
      '{given_name}, {family_name}, { user_metadata.city }',
      'Ada, Berlin',
      ['given_name', 'family_name', 'user_metadata.city'],
    ],
    ['Dr. {given_name}  {user_metadata.city} (DE)', 'Dr. Ada Berlin (DE)', ['given_name', 'user_metadata.city']],
    ['Dr. {family_name}', undefined, ['family_name']],
    ['{nickname}', undefined, ['nickname']],
    ['{user_metadata.zip}/{user_metadata.isBig}', '10115/false', ['user_metadata.zip', 'user_metadata.isBig']],
    ['{user_metadata.tags}', '["a","b"]', ['user_metadata.tags']],
    ['{', undefined, ['{']],
    ['{}', undefined, ['{}']],
  ])('%s is %j and reads %j', (source, value, paths) => {
    expect(sourceValue(source, ada)).toEqual(value);
    expect(sourcesOf({ source })).toEqual(paths);
  });
});

describe('a mapped value', () => {
  test.each<[string, Transform[], string | null]>([
    ['email', [{ kind: 'lower' }], 'ada@example.com'],
    ['family_name', [], null],
    ['missing', [], null],
    ['=', [], null],
    ['nickname', [], '  '],
    ['nickname', [{ kind: 'trim' }], null],
    ['user_metadata.zip', [], '10115'],
    ['user_metadata.isBig', [], 'false'],
    ['user_metadata.tags', [], '["a","b"]'],
    ['user_metadata.tags', [{ kind: 'join', separator: ';' }], 'a;b'],
    ['user_metadata.tags', [{ kind: 'lower' }], null],
    ['user_metadata.bad', [], 'a\uFFFDb\uFFFD'],
    ['connections', [{ kind: 'first' }, { kind: 'upper' }], 'USERNAME'],
    ['family_name', [{ kind: 'upper' }, { kind: 'default', value: 'Unknown' }], 'Unknown'],
    ['status', [{ kind: 'map', table: { active: 'Yes' }, otherwise: 'No' }], 'Yes'],
    ["==cmd'!A1", [], "=cmd'!A1"],
  ])('of %s through %j is %j', (source, transforms, expected) => {
    expect(mappedValue({ source, transforms }, ada)).toBe(expected);
  });

  test('is text that every store takes, or null, whatever the profile holds', () => {
    const anyUser = anyJson.map(({ text }) => userWith({ field: parseJson(text) }));
    const source = fc.constantFrom('field', 'field.a', 'field[0]', 'a {field} b', '{field}{field.k}');
    fc.assert(
      fc.property(anyUser, source, fc.array(anyTransform, { maxLength: 4 }), (user, from, transforms) => {
        const value = mappedValue({ source: from, transforms }, user);
        expect(value === null || (value !== '' && value.isWellFormed() && !value.includes('\0'))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('mapped values stand under their targets, whatever those are called', () => {
  const values = mappedValues([row('given_name', '__proto__'), row('family_name', 'constructor')], ada);
  expect(Object.entries(values)).toEqual([
    ['__proto__', 'Ada'],
    ['constructor', null],
  ]);
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
});

test('the defaults of HubSpot carry who the user is', () => {
  expect(mappedValues(hubspotDefaults.mapping, ada)).toEqual({
    email: 'ada@example.com',
    firstname: 'Ada',
    lastname: null,
    phone: null,
    auth0_user_id: 'auth0|ada',
    auth0_status: 'active',
  });
});

describe('a write', () => {
  const present = 'given_name';
  const gone = 'family_name';
  const first = { isNew: false, isFull: false, sent: {}, current: null };
  interface Facts {
    isNew?: boolean;
    isFull?: boolean;
    sent?: RecordValues;
    current?: RecordValues | null;
  }
  const clear = { cleared: 'clear' } as const;
  const create = { when: 'create' } as const;
  const ifEmpty = { when: 'if_empty' } as const;

  test.each<[string, MappingRow, Facts, string]>([
    ['a value that was never sent', row(present, 't'), {}, 'Ada'],
    ['a value that differs', row(present, 't'), { sent: { t: 'Eve' } }, 'Ada'],
    ['a value that was cleared', row(present, 't'), { sent: { t: '' } }, 'Ada'],
    ['a value after an unknown outcome', row(present, 't'), { sent: { t: 'Ada' }, isFull: true }, 'Ada'],
    ['a value of a new record', row(present, 't', create), { isNew: true }, 'Ada'],
    ['a new record, what only fills', row(present, 't', ifEmpty), { isNew: true }, 'Ada'],
    ['to an empty place, what only fills', row(present, 't', ifEmpty), { current: { t: '' } }, 'Ada'],
    ['to a place that is not there, what only fills', row(present, 't', ifEmpty), { current: {} }, 'Ada'],
    ['an empty text for what is gone and is cleared', row(gone, 't', clear), { sent: { t: 'Lovelace' } }, ''],
    ['it again after an unknown outcome', row(gone, 't', clear), { sent: { t: '' }, isFull: true }, ''],
  ])('sends %s', (_, mapped, facts, value) => {
    const written = writableValues({ ...first, ...facts, mapping: [mapped], user: ada });
    expect(written).toEqual({ values: { t: value }, left: [] });
  });

  test.each<[string, MappingRow, Facts, string]>([
    ['what was never there', row(gone, 't'), {}, 'absent'],
    ['what was never there, to be cleared', row(gone, 't', clear), { isFull: true }, 'absent'],
    ['what is not there for a new record', row(gone, 't', clear), { isNew: true, sent: { t: 'x' } }, 'absent'],
    ['what is gone and stays', row(gone, 't'), { sent: { t: 'Lovelace' }, isFull: true }, 'left'],
    ['what is gone and was for new records', row(gone, 't', { ...create, ...clear }), { sent: { t: 'x' } }, 'only_new'],
    ['what is gone and only filled', row(gone, 't', { ...ifEmpty, ...clear }), { sent: { t: 'x' } }, 'left'],
    ['what was cleared', row(gone, 't', clear), { sent: { t: '' } }, 'unchanged'],
    ['what the other side has', row(present, 't'), { sent: { t: 'Ada' } }, 'unchanged'],
    ['what is for new records', row(present, 't', create), { isFull: true }, 'only_new'],
    ['what would replace', row(present, 't', ifEmpty), { current: { t: 'Eve' }, isFull: true }, 'not_empty'],
    ['what was filled once', row(present, 't', ifEmpty), { current: { t: '' }, sent: { t: 'x' } }, 'not_empty'],
    ['what may be there', row(present, 't', ifEmpty), { current: null }, 'not_empty'],
  ])('leaves out %s', (_, mapped, facts, reason) => {
    const written = writableValues({ ...first, ...facts, mapping: [mapped], user: ada });
    expect(written).toEqual({ values: {}, left: [{ target: 't', reason }] });
  });

  test('takes a target that is called like something of every object for what it is', () => {
    const mapping = [row(present, '__proto__'), row('email', 'constructor', ifEmpty), row(gone, 'toString', clear)];
    const { values, left } = writableValues({ ...first, current: {}, mapping, user: ada });
    expect(Object.entries(values)).toEqual([
      ['__proto__', 'Ada'],
      ['constructor', 'Ada@Example.com'],
    ]);
    expect(left).toEqual([{ target: 'toString', reason: 'absent' }]);
  });

  test('in step after one write: the next one sends nothing', () => {
    const profile = fc.record({ a: fc.constantFrom('x', '', null, 5), b: fc.constantFrom('y', null) });
    fc.assert(
      fc.property(profile, profile, fc.constantFrom('leave', 'clear'), (before, after, cleared) => {
        const mapping = [row('a', 'a', { cleared }), row('{a}-{b}', 'both', { cleared }), row('b', 'b', { cleared })];
        const written = writableValues({ ...first, mapping, user: userWith(before), isNew: true });
        const facts = { ...first, mapping, user: userWith(after), sent: written.values };
        const { values } = writableValues(facts);
        const sent = { ...written.values, ...values };
        expect(writableValues({ ...facts, sent }).values).toEqual({});
      }),
    );
  });
});
