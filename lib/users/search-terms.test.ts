import { describe, expect, it } from 'vitest';
import { formerHit, isExactly, isFoundAlike, type SearchedUser, searchTerms } from './search-terms';

const user = (parts: Partial<SearchedUser>): SearchedUser => ({
  userId: 'auth0|1',
  email: null,
  name: null,
  nickname: null,
  phoneNumber: null,
  username: null,
  givenName: null,
  familyName: null,
  former: [],
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
    expect(terms).toEqual(['1', '@a.test', 'a.test', 'ada.lind@a.test', 'auth0|1', 'lind']);
  });

  it('finds both tails of an enterprise user id', () => {
    const terms = searchTerms(user({ userId: 'samlp|northwind|mara@example.com' }));
    expect(terms).toEqual(['mara@example.com', 'northwind|mara@example.com', 'samlp|northwind|mara@example.com']);
  });

  it('keeps letters of every script, and leaves accents and strokes out', () => {
    expect(searchTerms(user({ name: 'Zoë Łukasz 例え' }))).toEqual(expect.arrayContaining(['zoe', 'lukasz', '例え']));
  });

  it('finds a user by either part of the address, and not by the end that half of the world shares', () => {
    const terms = searchTerms(user({ email: 'ola.nordmann@mail.fjord-kraft.example' }));
    expect(terms).toEqual(
      expect.arrayContaining(['mail.fjord-kraft.example', 'fjord-kraft.example', 'kraft.example', 'nordmann']),
    );
    expect(terms).not.toContain('example');
  });

  it('finds a user by every name of theirs and by former ones', () => {
    const terms = searchTerms(
      user({ username: 'countess', familyName: 'Kingsley', former: ['byron@old.test', '+46 70 999 88 77'] }),
    );
    expect(terms).toEqual(
      expect.arrayContaining(['countess', 'kingsley', 'byron@old.test', '@old.test', '0709998877', '+46709998877']),
    );
  });

  it('keeps what identifies a user when there are too many words', () => {
    const names = Array.from({ length: 200 }, (_, n) => `a${n}`).join(' ');
    const terms = searchTerms(user({ userId: 'auth0|zz', email: 'zoe@z.test', name: names }));
    expect(terms).toEqual(expect.arrayContaining(['auth0|zz', 'zoe@z.test', '@z.test']));
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

describe('formerHit', () => {
  const ada = user({ email: 'new@a.test', name: 'Ada King', former: ['old@a.test', 'Ada Byron', '+46 70 123 45 67'] });

  it.each([
    ['old@a.test', 'old@a.test'],
    ['byron', 'Ada Byron'],
    ['ada byron', 'Ada Byron'],
    ['070 123 45 67', '+46 70 123 45 67'],
    ['ada', null],
    ['', null],
  ])('of a search for %j is %j', (q, hit) => {
    expect(formerHit(ada, q)).toBe(hit);
  });
});

describe('isExactly', () => {
  const ada = user({ email: 'Ada@a.test', phoneNumber: '+46 70 123 45 67', former: ['old@a.test'] });

  it.each([
    ['auth0|1', true],
    [' ada@A.test\u200b', true],
    ['old@a.test', true],
    ['070-123 45 67', true],
    ['ada', false],
    ['ada@a', false],
    ['070 123', false],
  ])('of a search for %j is %j', (q, exact) => {
    expect(isExactly(ada, q)).toBe(exact);
  });
});

describe('isFoundAlike', () => {
  it('tells users apart by everything that makes terms', () => {
    const ada = user({ email: 'ada@a.test', name: 'Ada', nickname: 'ada' });
    expect(isFoundAlike(ada, { ...ada })).toBe(true);
    for (const part of Object.keys(ada)) {
      const other = part === 'former' ? ['other'] : 'other';
      expect(isFoundAlike(ada, { ...ada, [part]: other }), part).toBe(false);
    }
  });
});
