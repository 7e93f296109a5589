import { expect, it } from 'vitest';
import { linkedAccounts } from './linked-accounts';

const field = 'identities';

it('tells what was linked, what was unlinked and what stayed', () => {
  expect(linkedAccounts({ field, before: ['auth0|1', 'sms|2'], after: ['auth0|1', 'google-oauth2|3'] })).toEqual({
    linked: ['google-oauth2|3'],
    unlinked: ['sms|2'],
    kept: ['auth0|1'],
  });
  expect(linkedAccounts({ field, after: ['auth0|1'] })).toEqual({ linked: ['auth0|1'], unlinked: [], kept: [] });
});

it('names accounts of which only details differ', () => {
  const account = { provider: 'auth0', user_id: '1' };
  const change = { field, before: [account], after: [{ ...account, isSocial: true }] };
  expect(linkedAccounts(change)).toEqual({ linked: [], unlinked: [], kept: ['auth0|1'] });
});

it('leaves every other value as it is', () => {
  expect(linkedAccounts({ field: 'name', after: ['auth0|1'] })).toBeNull();
  expect(linkedAccounts({ field, before: '[…', after: ['auth0|1'], cut: true })).toBeNull();
  expect(linkedAccounts({ field, after: [7] })).toBeNull();
  expect(linkedAccounts({ field, after: 'none' })).toBeNull();
});
