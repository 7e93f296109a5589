import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json';
import { foldEvent, type MirrorState } from './mirror';
import { searchTerms, userFields } from './user-fields';
import { userEvent } from './user-event.fixture';

function state(object: JsonObject): MirrorState {
  return foldEvent(null, userEvent({ id: 'evt_1', time: 0, object })).state;
}

describe('userFields', () => {
  it('reads the columns of a whole profile, times verbatim', () => {
    expect(
      userFields(
        state({
          email: 'Ada@Example.com',
          email_verified: false,
          name: 'Ada Okafor',
          nickname: 'ada',
          identities: [
            { connection: 'Username-Password-Authentication' },
            { connection: 'google-oauth2' },
            { connection: 'google-oauth2' },
          ],
          blocked: true,
          logins_count: 212,
          last_login: '2026-08-20T15:22:08.402Z',
          created_at: '2026-03-12T08:14:02.118Z',
          updated_at: '2026-08-20T15:22:08.402+00:00',
        }),
      ),
    ).toEqual({
      email: 'Ada@Example.com',
      emailVerified: false,
      name: 'Ada Okafor',
      nickname: 'ada',
      connections: ['Username-Password-Authentication', 'google-oauth2'],
      blocked: true,
      loginsCount: 212,
      lastLogin: '2026-08-20T15:22:08.402Z',
      createdAt: '2026-03-12T08:14:02.118Z',
      updatedAt: '2026-08-20T15:22:08.402+00:00',
    });
  });

  it('counts a field of another type as absent', () => {
    const absent = {
      email: null,
      emailVerified: null,
      name: null,
      nickname: null,
      connections: [],
      blocked: false,
      loginsCount: null,
      lastLogin: null,
      createdAt: null,
      updatedAt: null,
    };
    expect(userFields(state({}))).toEqual(absent);
    expect(
      userFields(
        state({
          email: 7,
          email_verified: 'true',
          name: { first: 'Ada' },
          nickname: '',
          identities: [null, 'x', { connection: 3 }],
          blocked: 'yes',
          logins_count: 1.5,
          last_login: 1_763_630_156,
          created_at: ['x'],
          updated_at: false,
        }),
      ),
    ).toEqual(absent);
  });

  it('keeps a hostile profile small and storable', () => {
    const fields = userFields(state({ name: 'x'.repeat(100_000), email: 'a\0@b\uD800.c' }));
    expect(fields.name).toHaveLength(1024);
    expect(fields.email).toBe('a\uFFFD@b\uFFFD.c');
  });
});

describe('searchTerms', () => {
  it('finds a user by e-mail, parts of it, domain, names and id, in lower case', () => {
    const terms = searchTerms(
      state({
        user_id: 'google-oauth2|1129ABC',
        email: 'Ada.Okafor@Example.com',
        name: "Ada O'Kafor-Lind",
        nickname: 'Countess',
      }),
    );
    for (const term of [
      'ada.okafor@example.com',
      '@example.com',
      'ada',
      'okafor',
      "o'kafor-lind",
      'kafor',
      'lind',
      'countess',
      'google-oauth2|1129abc',
      '1129abc',
    ]) {
      expect(
        terms.some((held) => held.startsWith(term)),
        term,
      ).toBe(true);
    }
    expect(new Set(terms).size).toBe(terms.length);
    expect(terms).not.toContain('');
  });

  it('leaves out what the beginning of another term already finds', () => {
    const terms = searchTerms(
      state({ user_id: 'auth0|1', email: 'ada.lind@a.test', name: 'Ada Lind', nickname: 'ada.l' }),
    );
    expect(terms).toEqual(['1', '@a.test', 'ada.lind@a.test', 'auth0|1', 'lind']);
  });

  it('finds both tails of an enterprise user id', () => {
    const terms = searchTerms(state({ user_id: 'samlp|northwind|mara@example.com' }));
    expect(terms).toEqual(['mara@example.com', 'northwind|mara@example.com', 'samlp|northwind|mara@example.com']);
  });

  it('keeps letters of every script whole', () => {
    expect(searchTerms(state({ name: 'Zoë Łukasz 例え' }))).toEqual(expect.arrayContaining(['zoë', 'łukasz', '例え']));
  });

  it('are distinct as text, also where the cut goes through a character', () => {
    const long = 'a'.repeat(255);
    const terms = searchTerms(state({ name: `${long}😀`, nickname: `${long}🌀` }));
    expect(terms.filter((term) => term.startsWith(long))).toEqual([`${long}\uFFFD`]);
    expect(terms.every((term) => term.isWellFormed())).toBe(true);
  });

  it('stays small for hostile input', () => {
    const terms = searchTerms(
      state({ user_id: '|'.repeat(1_000_000), name: 'a b '.repeat(1_000), email: '@'.repeat(10_000) }),
    );
    expect(terms.length).toBeLessThanOrEqual(64);
    expect(Math.max(...terms.map(({ length }) => length))).toBeLessThanOrEqual(256);
  });
});
