import { describe, expect, it } from 'vitest';
import { isFoundAlike, type SearchedUser, searchTerms } from './search-terms';

const user = (parts: Partial<SearchedUser>): SearchedUser => ({
  userId: 'auth0|1',
  email: null,
  name: null,
  nickname: null,
  ...parts,
});

describe('searchTerms', () => {
  it('finds a user by e-mail, parts of it, domain, names and id, in lower case', () => {
    const terms = searchTerms(
      user({
        userId: 'google-oauth2|1129ABC',
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
      user({ userId: 'auth0|1', email: 'ada.lind@a.test', name: 'Ada Lind', nickname: 'ada.l' }),
    );
    expect(terms).toEqual(['1', '@a.test', 'ada.lind@a.test', 'auth0|1', 'lind']);
  });

  it('finds both tails of an enterprise user id', () => {
    const terms = searchTerms(user({ userId: 'samlp|northwind|mara@example.com' }));
    expect(terms).toEqual(['mara@example.com', 'northwind|mara@example.com', 'samlp|northwind|mara@example.com']);
  });

  it('keeps letters of every script whole', () => {
    expect(searchTerms(user({ name: 'Zoë Łukasz 例え' }))).toEqual(expect.arrayContaining(['zoë', 'łukasz', '例え']));
  });

  it('are distinct as text, also where the cut goes through a character', () => {
    const long = 'a'.repeat(255);
    const terms = searchTerms(user({ name: `${long}😀`, nickname: `${long}🌀` }));
    expect(terms.filter((term) => term.startsWith(long))).toEqual([`${long}\uFFFD`]);
    expect(terms.every((term) => term.isWellFormed())).toBe(true);
  });

  it('stays small for hostile input', () => {
    const terms = searchTerms(
      user({ userId: '|'.repeat(1_000_000), name: 'a b '.repeat(1_000), email: '@'.repeat(10_000) }),
    );
    expect(terms.length).toBeLessThanOrEqual(64);
    expect(Math.max(...terms.map(({ length }) => length))).toBeLessThanOrEqual(256);
  });
});

describe('isFoundAlike', () => {
  it('tells users apart by everything that makes terms', () => {
    const ada = user({ email: 'ada@a.test', name: 'Ada', nickname: 'ada' });
    expect(isFoundAlike(ada, { ...ada })).toBe(true);
    for (const part of ['userId', 'email', 'name', 'nickname'] as const) {
      expect(isFoundAlike(ada, { ...ada, [part]: 'other' }), part).toBe(false);
    }
  });
});
