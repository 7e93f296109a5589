import { expect, it } from 'vitest';
import { readUserSearch, userSearchHref, userSearchSchema } from './user-search';
import { paths } from '../paths';

const nothing = { q: '', deleted: 'hide', before: null, after: null } as const;

it('reads an address without parameters as the first page of live users', () => {
  expect(readUserSearch({})).toEqual(nothing);
  expect(userSearchSchema.parse({})).toEqual(nothing);
});

it('writes an address that reads as the same search, and leaves out what is default', () => {
  const search = { q: 'ada @example.test', deleted: 'only', before: 42, after: null } as const;
  const href = userSearchHref('/users', search);
  const params = Object.fromEntries(new URL(href, 'http://x').searchParams);
  expect(readUserSearch(params)).toEqual(search);
  expect(userSearchSchema.parse(params)).toEqual(search);
  expect(userSearchHref('/users', nothing)).toBe('/users');
});

it('lets a page ignore what the API refuses', () => {
  const params = { q: 'x'.repeat(500), deleted: 'maybe', before: '-1', after: ['7', '8'] };
  expect(readUserSearch(params)).toEqual({ ...nothing, after: 7 });
  expect(userSearchSchema.safeParse({ deleted: 'maybe' }).success).toBe(false);
  expect(userSearchSchema.safeParse({ before: '1.5' }).success).toBe(false);
});

it('keeps any user id whole in an address', () => {
  for (const id of ['auth0|66f1c0', 'waad|a/b?c#d', '100%', 'oauth2|x y']) {
    const { pathname } = new URL(paths.user(id), 'http://x');
    expect(decodeURIComponent(pathname.slice('/users/'.length))).toBe(id);
  }
});
