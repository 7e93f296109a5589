import { describe, expect, test } from 'vitest';
import { parseJson } from '../json/parse-json';
import { isJsonObject } from '../json/json';
import { type CarriedUser, isSourceOf, valueOf } from './mirror-source';
import { columnText } from './sql/column-text';

const profile = parseJson(
  '{"email":"ada@example.com","nothing":null,"user_metadata":{"plan":"pro","tags":["a","b"],"big":12345678901234567890},"identities":[{"provider":"auth0"},{"provider":"google"}]}',
);

const user: CarriedUser = {
  userId: 'auth0|ada',
  profile: isJsonObject(profile) ? profile : {},
  connections: ['Username', 'google'],
  isBlocked: true,
  deletedAtMs: null,
  newestEventMs: 0,
};

describe('a source', () => {
  test.each([
    ['user_id', 'auth0|ada'],
    ['is_blocked', true],
    ['is_deleted', false],
    ['status', 'blocked'],
    ['last_event_at', '1970-01-01T00:00:00.000Z'],
    ['connections', ['Username', 'google']],
    ['email', 'ada@example.com'],
    ['user_metadata.plan', 'pro'],
    ['user_metadata.tags[1]', 'b'],
    ['identities[1].provider', 'google'],
    ['nothing', undefined],
    ['email.domain', undefined],
    ['user_metadata.missing.deep', undefined],
    ['identities[9].provider', undefined],
    ['constructor', undefined],
    ['user_metadata.toString', undefined],
    ['', undefined],
  ])('%s is read as %j', (source, value) => {
    expect(valueOf(source, user)).toEqual(value);
  });

  test.each([
    [{ isBlocked: false, deletedAtMs: null }, 'active'],
    [{ isBlocked: false, deletedAtMs: 5 }, 'deleted'],
    [{ isBlocked: true, deletedAtMs: 5 }, 'deleted'],
  ])('status of %j is %s', (over, status) => {
    expect(valueOf('status', { ...user, ...over })).toBe(status);
  });

  test('a time that no calendar has is none', () => {
    expect(valueOf('last_event_at', { ...user, newestEventMs: 9e15 })).toBeUndefined();
  });

  test.each([
    ['email', 'email', true],
    ['email', 'email_verified', false],
    ['user_metadata', 'user_metadata.plan', true],
    ['user_metadata.plan', 'user_metadata.plan', true],
    ['user_metadata.plan', 'user_metadata.other', false],
    ['user_metadata.plan.name', 'user_metadata.plan', true],
    ['user_metadata.plan', 'user_metadata', true],
    ['identities[0].provider', 'identities', true],
    ['connections', 'identities', true],
    ['is_blocked', 'blocked', true],
    ['user_id', 'email', false],
    ['is_deleted', 'blocked', false],
    ['status', 'blocked', true],
    ['status', 'email', false],
    ['last_event_at', 'logins_count', true],
  ])('%s may change with %s: %s', (source, field, mayChange) => {
    expect(isSourceOf(source, field)).toBe(mayChange);
  });
});

describe('a value for a column', () => {
  test.each([
    ['user_metadata.big', '12345678901234567890'],
    ['is_blocked', 'true'],
    ['user_metadata.tags', '["a","b"]'],
    ['user_metadata', '{"plan":"pro","tags":["a","b"],"big":12345678901234567890}'],
    ['nothing', null],
  ])('of %s is %s', (source, text) => {
    expect(columnText(valueOf(source, user))).toBe(text);
  });

  test('C35: holds no NUL and no half of a pair, in names and values, and is no formula or code', () => {
    expect(columnText('a\0b\ud800')).toBe('a\uFFFDb\uFFFD');
    expect(columnText({ 'k\0': ['\udc00', '\u{1F600}'] })).toBe('{"k\uFFFD":["\uFFFD","\u{1F600}"]}');
    expect(columnText("=cmd'; DROP TABLE users; --")).toBe("=cmd'; DROP TABLE users; --");
  });
});
