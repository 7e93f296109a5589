import { expect, test } from 'vitest';
import { sessionClaims } from './session-claims';

const person = { sub: 'auth0|1', email: 'ada@example.test', email_verified: true, name: 'Ada', nickname: 'ada' };
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).byteLength;

test('a session keeps who the person is and nothing else of the token', () => {
  const token = { ...person, picture: 'https://example.test/ada.png', groups: ['a'], iss: 'x', sid: 's', nonce: 'n' };
  expect(sessionClaims(token, null)).toEqual({
    sub: 'auth0|1',
    email: 'ada@example.test',
    email_verified: true,
    name: 'Ada',
  });
});

test('a token without a name keeps the nickname', () => {
  expect(sessionClaims({ sub: 'auth0|1', nickname: 'ada' }, null)).toEqual({ sub: 'auth0|1', nickname: 'ada' });
});

test('of a roles claim with 140 groups only the roles are kept, so the session stays small', () => {
  const groups = Array.from({ length: 140 }, (_, index) => `Department of long names, group number ${index}`);
  const kept = sessionClaims({ ...person, 'https://x/roles': [...groups, 'viewer'], groups }, 'https://x/roles');
  expect(kept?.['https://x/roles']).toEqual(['viewer']);
  expect(bytesOf(kept)).toBeLessThan(300);
});

test('names of any length are clipped by whole characters', () => {
  const kept = sessionClaims({ ...person, name: '👩‍🚀'.repeat(5_000) }, null);
  expect(bytesOf(kept)).toBeLessThanOrEqual(700);
  expect(kept?.name?.isWellFormed()).toBe(true);
});

test('a subject or an address too long to keep is refused instead of cut', () => {
  expect(sessionClaims({ ...person, sub: `oidc|${'x'.repeat(2_000)}` }, null)).toBeNull();
  expect(sessionClaims({ ...person, email: `${'x'.repeat(2_000)}@example.test` }, null)).toBeNull();
  expect(sessionClaims({ email: 'ada@example.test' }, null)).toBeNull();
});

test('an address counts as verified only by the literal true', () => {
  expect(sessionClaims({ ...person, email_verified: 'true' }, null)?.email_verified).toBe(false);
});

test('a roles claim named like a kept field leaves that field as it is', () => {
  expect(sessionClaims(person, 'name')?.name).toBe('Ada');
});
