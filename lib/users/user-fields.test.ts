import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { parseJson } from '../json/parse-json';
import { foldEvent, type MirrorState } from './mirror';
import { userFields } from './user-fields';
import { userEvent, userId } from './user-event.fixture';

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
      phoneNumber: null,
      username: null,
      givenName: null,
      familyName: null,
      label: 'Ada Okafor',
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
      phoneNumber: null,
      username: null,
      givenName: null,
      familyName: null,
      label: userId,
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

  it.each([
    ['5.0', 5],
    ['1e3', 1_000],
    ['-0', 0],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', null],
    ['1e400', null],
    ['0.5', null],
    ['-1', null],
    ['-1.0', null],
  ])('reads %s as logins_count %j: a column never holds what a double cannot', (number, loginsCount) => {
    const profile = parseJson(`{"logins_count":${number}}`) as JsonObject;
    expect(userFields(state(profile)).loginsCount).toBe(loginsCount);
    expect(JSON.stringify(state(profile).profile)).toContain(`"logins_count":${number},`);
  });

  it('keeps a hostile profile small and storable', () => {
    const fields = userFields(state({ name: 'x'.repeat(100_000), email: 'a\0@b\uD800.c' }));
    expect(fields.name).toHaveLength(1024);
    expect(fields.email).toBe('a\uFFFD@b\uFFFD.c');
  });
});
