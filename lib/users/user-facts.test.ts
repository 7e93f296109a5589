import { expect, it } from 'vitest';
import { type JsonValue } from '../json/json';
import { fieldText, identitiesOf, profileFields } from './user-facts';

it('reads linked accounts with their own user_id, whatever else stands in the list', () => {
  const identities: JsonValue[] = [
    { provider: 'auth0', user_id: '66f0', connection: 'Username-Password-Authentication', isSocial: false },
    null,
    'nonsense',
    {
      provider: 'google-oauth2',
      user_id: 1129,
      connection: 'google-oauth2',
      isSocial: true,
      profileData: { email: 'ada@example.test' },
    },
    { connection: 'sms' },
  ];
  expect(identitiesOf({ identities })).toEqual([
    {
      provider: 'auth0',
      userId: 'auth0|66f0',
      connection: 'Username-Password-Authentication',
      isSocial: false,
      label: null,
    },
    {
      provider: 'google-oauth2',
      userId: 'google-oauth2|1129',
      connection: 'google-oauth2',
      isSocial: true,
      label: 'ada@example.test',
    },
    { provider: null, userId: null, connection: 'sms', isSocial: false, label: null },
  ]);
  expect(identitiesOf({})).toEqual([]);
  expect(identitiesOf({ identities: 'none' })).toEqual([]);
});

it('puts known fields first and keeps every unknown one', () => {
  const profile = { zeta: 1, email: 'a@b', alpha: null, user_id: 'auth0|1' };
  expect(profileFields(profile).map(({ field }) => field)).toEqual(['user_id', 'email', 'zeta', 'alpha']);
});

it('writes text bare and everything else as JSON', () => {
  expect([fieldText('Ada'), fieldText(''), fieldText(null), fieldText({ a: [1] })]).toEqual([
    'Ada',
    '""',
    'null',
    '{"a":[1]}',
  ]);
});
