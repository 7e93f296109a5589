import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyJson } from '../../json/json-text.fixture';
import { type JsonObject } from '../../json/json';
import { parseJson } from '../../json/parse-json';
import { type CarriedUser } from '../mirror-source';
import { condition, type Condition } from './record-config';
import { takesPart } from './takes-part';

const userWith = (profile: JsonObject): CarriedUser => ({
  userId: 'auth0|ada',
  profile,
  connections: ['Username', 'google-oauth2'],
  isBlocked: false,
  deletedAtMs: null,
  newestEventMs: 0,
});

const ada = userWith({
  email: 'ada@acme.test',
  nickname: '',
  email_verified: true,
  app_metadata: { plan: 'pro', seats: 5, tags: ['a', null, ['x'], { k: 1 }], nothing: [] },
});

test.each<[string, Condition['is'], string[], boolean]>([
  ['app_metadata.plan', 'equal', ['pro'], true],
  ['app_metadata.plan', 'equal', ['Pro'], false],
  ['app_metadata.plan', 'equal', [], false],
  ['app_metadata.plan', 'not_equal', ['free'], true],
  ['app_metadata.plan', 'not_equal', ['free', 'pro'], false],
  ['app_metadata.missing', 'not_equal', ['free'], true],
  ['app_metadata.missing', 'equal', [''], false],
  ['app_metadata.seats', 'equal', ['5'], true],
  ['email_verified', 'equal', ['true'], true],
  ['email', 'contains', ['@acme.test'], true],
  ['email', 'contains', ['@other.test', '@acme.test'], true],
  ['email', 'begins', ['ada'], true],
  ['email', 'begins', ['acme'], false],
  ['email', 'exists', [], true],
  ['nickname', 'exists', [], false],
  ['nickname', 'missing', [], true],
  ['user_metadata', 'missing', [], true],
  ['app_metadata', 'exists', [], true],
  ['app_metadata.nothing', 'exists', [], true],
  ['app_metadata.nothing', 'contains', [''], false],
  ['connections', 'one_of', ['google-oauth2', 'github'], true],
  ['connections', 'not_equal', ['google-oauth2'], false],
  ['connections', 'equal', ['github'], false],
  ['connections', 'contains', ['google'], true],
  ['app_metadata.tags', 'equal', ['["x"]'], true],
  ['app_metadata.tags', 'equal', ['{"k":1}'], true],
  ['status', 'equal', ['active'], true],
])('%s %s %j: %s', (source, is, values, isPart) => {
  expect(takesPart([{ source, is, values }], ada)).toBe(isPart);
});

test('all conditions have to be met, and without any everybody takes part', () => {
  const met: Condition = { source: 'email', is: 'exists', values: [] };
  const unmet: Condition = { source: 'email', is: 'missing', values: [] };
  expect(takesPart([], ada)).toBe(true);
  expect(takesPart([met, met], ada)).toBe(true);
  expect(takesPart([met, unmet], ada)).toBe(false);
});

test('exists and missing, equal and not_equal, are opposites for any value', () => {
  const anyUser = anyJson.map(({ text }) => userWith({ field: parseJson(text) }));
  const values = fc.array(fc.constantFrom('', 'a', '1', 'true', '{}'));
  fc.assert(
    fc.property(anyUser, values, fc.constantFrom(...condition.shape.is.options), (user, wanted, is) => {
      const meets = (which: Condition['is']) => takesPart([{ source: 'field', is: which, values: wanted }], user);
      expect(typeof meets(is)).toBe('boolean');
      expect(meets('exists')).toBe(!meets('missing'));
      expect(meets('equal')).toBe(!meets('not_equal'));
      expect(meets('equal')).toBe(meets('one_of'));
    }),
  );
});
