import { describe, expect, test } from 'vitest';
import { type AccessRules, grantOf, hasNoRules, type Identity, includesRole } from './role';

const none: AccessRules = { admins: [], operators: [], viewers: [], rolesClaim: null };
const person = (email: string | null, emailVerified = true, claims: Record<string, unknown> = {}) => ({
  email,
  emailVerified,
  claims,
});

const roleOf = (identity: Identity, rules: AccessRules) => grantOf(identity, rules)?.role ?? null;

describe('grantOf', () => {
  test('with nothing configured nobody enters', () => {
    expect(hasNoRules(none)).toBe(true);
    expect(roleOf(person('ada@example.com', true, { roles: ['admin'], role: 'admin' }), none)).toBeNull();
  });

  test('an address enters by exact match, whatever its case', () => {
    const rules = { ...none, operators: ['ada@example.com'] };
    expect(roleOf(person('Ada@Example.com'), rules)).toBe('operator');
    expect(roleOf(person('ada@example.com.evil.io'), rules)).toBeNull();
    expect(roleOf(person('xada@example.com'), rules)).toBeNull();
  });

  test.each([
    'a@evil-example.com',
    'a@example.com.evil.io',
    '"x@example.com"@evil.io',
    'a@sub.example.com',
    'a@exаmple.com',
    '@example.com',
    'example.com',
    '',
  ])('the domain rule refuses %j', (email) => {
    expect(roleOf(person(email), { ...none, viewers: ['@example.com'] })).toBeNull();
  });

  test('the domain rule accepts the exact domain after the last @', () => {
    expect(roleOf(person('anyone@example.com'), { ...none, viewers: ['@example.com'] })).toBe('viewer');
  });

  test('an unverified or missing address matches nothing', () => {
    const rules = { ...none, admins: ['ada@example.com', '@example.com'] };
    expect(roleOf(person('ada@example.com', false), rules)).toBeNull();
    expect(roleOf(person(null), rules)).toBeNull();
  });

  test('the highest of several rules wins', () => {
    const rules = { ...none, viewers: ['@example.com'], admins: ['ada@example.com'] };
    expect(roleOf(person('ada@example.com'), rules)).toBe('admin');
    expect(roleOf(person('bob@example.com'), rules)).toBe('viewer');
  });

  test('only the named claim grants a role, and only known words', () => {
    const rules = { ...none, rolesClaim: 'https://example.com/roles' };
    expect(roleOf(person(null, false, { 'https://example.com/roles': ['operator', 'owner'] }), rules)).toBe('operator');
    expect(roleOf(person(null, false, { 'https://example.com/roles': 'admin' }), rules)).toBe('admin');
    expect(roleOf(person(null, false, { 'https://example.com/roles': ['owner'] }), rules)).toBeNull();
    expect(roleOf(person(null, false, { roles: ['admin'], user_metadata: { roles: ['admin'] } }), rules)).toBeNull();
  });

  test('a claim named like a property of every object grants nothing', () => {
    expect(roleOf(person(null), { ...none, rolesClaim: 'constructor' })).toBeNull();
  });
});

describe('includesRole', () => {
  test('each role includes the ones before it, and no role includes none', () => {
    expect(includesRole('admin', 'viewer')).toBe(true);
    expect(includesRole('operator', 'operator')).toBe(true);
    expect(includesRole('viewer', 'operator')).toBe(false);
    expect(includesRole(null, 'viewer')).toBe(false);
  });
});
