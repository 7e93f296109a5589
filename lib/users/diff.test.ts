import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { parseJson } from '../json/parse-json';
import { diffProfiles } from './diff';

describe('diffProfiles', () => {
  it('tells changed, added and removed apart, in the order of the names', () => {
    expect(diffProfiles({ name: 'A', nickname: 'a', x: 1 }, { email: 'e', name: 'B', x: 1 })).toEqual([
      { field: 'email', after: 'e' },
      { field: 'name', before: 'A', after: 'B' },
      { field: 'nickname', before: 'a' },
    ]);
  });

  it('finds nothing in equal profiles, whatever the order of keys', () => {
    expect(diffProfiles({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual([]);
  });

  it('compares metadata member by member', () => {
    expect(
      diffProfiles(
        { app_metadata: { plan: 'free', old: null }, user_metadata: { a: { b: 1 } } },
        { app_metadata: { plan: 'team', new: [1] }, user_metadata: { a: { b: 2 } } },
      ),
    ).toEqual([
      { field: 'app_metadata.new', after: [1] },
      { field: 'app_metadata.old', before: null },
      { field: 'app_metadata.plan', before: 'free', after: 'team' },
      { field: 'user_metadata.a', before: { b: 1 }, after: { b: 2 } },
    ]);
  });

  it('names the members of metadata that appears or vanishes, and the whole where there are none', () => {
    expect(diffProfiles({}, { user_metadata: { a: 1 } })).toEqual([{ field: 'user_metadata.a', after: 1 }]);
    expect(diffProfiles({ user_metadata: { a: 1 } }, {})).toEqual([{ field: 'user_metadata.a', before: 1 }]);
    expect(diffProfiles({}, { user_metadata: {} })).toEqual([{ field: 'user_metadata', after: {} }]);
    expect(diffProfiles({ user_metadata: 'x' }, { user_metadata: { a: 1 } })).toEqual([
      { field: 'user_metadata', before: 'x', after: { a: 1 } },
    ]);
  });

  it('summarises identities as one change of linked accounts', () => {
    const primary = { provider: 'auth0', user_id: '1', connection: 'Username-Password-Authentication' };
    const google = { provider: 'google-oauth2', user_id: '2', connection: 'google-oauth2' };
    expect(diffProfiles({ identities: [primary] }, { identities: [primary, google] })).toEqual([
      { field: 'identities', before: ['auth0|1'], after: ['auth0|1', 'google-oauth2|2'] },
    ]);
    expect(diffProfiles({}, { identities: [primary, 'odd'] })).toEqual([
      { field: 'identities', after: ['auth0|1', 'odd'] },
    ]);
  });

  it('shows the identities themselves when only their details differ', () => {
    const before = [{ provider: 'auth0', user_id: '1', connection: 'a' }];
    const after = [{ provider: 'auth0', user_id: '1', connection: 'b' }];
    expect(diffProfiles({ identities: before }, { identities: after })).toEqual([
      { field: 'identities', before, after },
    ]);
  });

  it('cuts long values and says so', () => {
    const list = Array.from({ length: 400 }, (_, index) => index);
    expect(diffProfiles({ a: 'x'.repeat(510), b: list }, { a: 'x'.repeat(511), b: `${'y'.repeat(511)}😀` })).toEqual([
      { field: 'a', before: 'x'.repeat(510), after: 'x'.repeat(511).slice(0, 512), cut: true },
      { field: 'b', before: JSON.stringify(list).slice(0, 512), after: `${'y'.repeat(511)}\uFFFD`, cut: true },
    ]);
  });

  it('tells numbers apart that a double cannot, with their digits, and cuts those that are long', () => {
    const before = parseJson('{"a":9007199254740993,"b":1.0,"c":-0,"d":1e400}') as JsonObject;
    const long = '7'.repeat(100_000);
    const after = parseJson(`{"a":9007199254740992,"b":1,"c":0,"d":${long}}`) as JsonObject;
    expect(JSON.stringify(diffProfiles(before, after))).toBe(
      `[{"field":"a","before":9007199254740993,"after":9007199254740992},{"field":"d","before":1e400,"after":"${'7'.repeat(512)}","cut":true}]`,
    );
  });

  it('lists at most 64 changes', () => {
    const many: JsonObject = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));
    expect(diffProfiles({}, many)).toHaveLength(64);
    expect(diffProfiles({}, { user_metadata: many })).toHaveLength(64);
  });

  it('treats inherited names as fields like any other', () => {
    const odd = JSON.parse('{"__proto__":1,"toString":2}') as JsonObject;
    expect(diffProfiles({}, odd)).toEqual([
      { field: '__proto__', after: 1 },
      { field: 'toString', after: 2 },
    ]);
  });
});
