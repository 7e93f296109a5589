import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type JsonObject } from '../../json/json';
import { parseJson } from '../../json/parse-json';
import { isJsonObject } from '../../json/json';
import { type CarriedUser } from '../mirror-source';
import { mappedValue } from '../records/mapping';
import { condition, type Condition, type MappingRow, policyDefaults } from '../records/record-config';
import { takesPart } from '../records/takes-part';
import { anyTransform } from '../records/transform.fixture';
import { actionSource } from './action-source';

/** What the generated code makes of an event: a value for each row, and whether the user takes part. */
function ofAction(
  message: JsonObject,
  mapping: MappingRow[],
  filter: Condition[],
): { values: string[]; isPart: boolean } {
  const code = actionSource({
    ...{ name: 'CRM', configVersion: 1, createdAtMs: 0, hash: 'none' },
    config: { mapping, policies: { ...policyDefaults, filter } },
  });
  const probe = `
    const user = userOf(JSON.parse(given));
    JSON.stringify({ values: MAPPING.map((row) => mappedValue(row, user)), isPart: takesPart(user) });`;
  const given = JSON.stringify(message);
  const told: unknown = JSON.parse(String(runInNewContext(code + probe, { exports: {}, given })));
  return z.object({ values: z.array(z.string()), isPart: z.boolean() }).parse(told);
}

const time = '2026-11-30T10:00:00.5Z';

function ofUs(object: JsonObject, mapping: MappingRow[], filter: Condition[]): { values: string[]; isPart: boolean } {
  const user: CarriedUser = {
    userId: 'auth0|ada',
    profile: object,
    connections: ['a', 'b'],
    isBlocked: false,
    deletedAtMs: null,
    newestEventMs: Date.parse(time),
  };
  return { values: mapping.map((row) => mappedValue(row, user) ?? ''), isPart: takesPart(filter, user) };
}

const whole: JsonObject = {
  user_id: 'auth0|ada',
  created_at: '2026-11-01T00:00:00Z',
  identities: [{ connection: 'a' }, { connection: 'b' }, { connection: 'a' }, { connection: '' }, null],
};

const rowOf = (source: string, transforms: MappingRow['transforms'], index: number): MappingRow => ({
  ...{ source, transforms, target: `t${index}`, when: 'always', cleared: 'leave' },
});

const numberLike = fc.oneof(
  fc.constantFrom(
    '1.0',
    '1e3',
    '-0',
    '12345678901234567890',
    '9007199254740993.00',
    '1e400',
    '0e99',
    '120e-1',
    '12e-1',
  ),
  fc.integer().map(String),
);
const timeLike = fc.oneof(
  fc.constantFrom(
    '2024-02-29',
    '2023-02-29',
    '0000-02-29',
    '2016-12-31T23:59:60Z',
    '2016-12-30T23:59:60Z',
    '2026-11-30t10:00:00.1239+23:59',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const field = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  numberLike,
  timeLike,
  fc.constantFrom('  a  b ', 'x\0y\ud800', 'true', 'false', true, 1_764_000_000_000, [null, '', 'x', 5, true, [1], {}]),
);
const sources = [
  ...['field', 'field[0]', 'field.a', 'other', 'user_id', 'connections', 'is_blocked', 'is_deleted', 'status'],
  ...[
    'last_event_at',
    '=constant',
    '=',
    '{field}',
    'Dr. {other}, {field} ({connections})',
    '{ field }{status}',
    '{',
    'toString',
  ],
];
const anyRow = fc.tuple(fc.constantFrom(...sources), fc.array(anyTransform, { maxLength: 4 }));
const anyCondition: fc.Arbitrary<Condition> = fc.record({
  source: fc.constantFrom(...sources),
  is: fc.constantFrom(...condition.shape.is.options),
  values: fc.array(fc.constantFrom('', 'a', 'active', 'true', '5', '{}', '[1]', 'x'), { maxLength: 3 }),
});

describe('the generated Action', () => {
  test('makes of an event what the connector makes of the user, whatever the mapping and the filter are', () => {
    fc.assert(
      fc.property(
        fc.record({ field, other: field }),
        fc.array(anyRow, { minLength: 1, maxLength: 12 }),
        fc.array(anyCondition, { maxLength: 2 }),
        (fields, rows, filter) => {
          // Through text, as an event comes: undefined and -0 do not.
          const object = parseJson(JSON.stringify({ ...fields, ...whole }));
          if (!isJsonObject(object)) throw new Error('not an object');
          const mapping = rows.map(([source, transforms], index) => rowOf(source, transforms, index));
          const message = { type: 'user.updated', time, data: { object } };
          expect(ofAction(message, mapping, filter)).toEqual(ofUs(object, mapping, filter));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('says nothing of a user’s status and connections where the event does not', () => {
    const object = { user_id: 'auth0|ada', email: 'ada@example.test' };
    const mapping = ['status', 'is_blocked', 'connections', 'email'].map((source, index) => rowOf(source, [], index));
    const message = { type: 'user.updated', time, data: { object } };
    expect(ofAction(message, mapping, []).values).toEqual(['', '', '', 'ada@example.test']);
    expect(ofAction({ ...message, type: 'user.deleted' }, mapping, []).values).toEqual([
      'deleted',
      '',
      '',
      'ada@example.test',
    ]);
  });
});
