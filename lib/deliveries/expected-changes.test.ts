import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { expectedChanges } from './expected-changes';

const t0 = Date.parse('2026-08-21T12:00:00Z');
const minute = 60_000;

const trimmed = { provider: 'auth0', user_id: 'ada', connection: 'db' };
const identity = { ...trimmed, isSocial: false };

/** Auth0's trimmed copy of an event of Ada. */
const copy = (type: string, object: JsonObject, atMs = t0) =>
  JSON.stringify({
    id: 'evt_1',
    type,
    specversion: '1.0',
    time: new Date(atMs).toISOString(),
    data: { object: { user_id: 'auth0|ada', ...object } },
  });

const ada = {
  profile: { user_id: 'auth0|ada', name: 'Ada', multifactor: ['guardian'], identities: [identity] },
  deletedAtMs: null,
  lastEventAtMs: t0 - minute,
};

describe('what an event that has not arrived would change', () => {
  it('is told field by field against the mirror, without what the copy leaves out', () => {
    const object = { name: 'Ada Lovelace', identities: [trimmed] };
    expect(expectedChanges(copy('user.updated', object), ada)).toEqual({
      effect: 'changes',
      changes: [{ field: 'name', before: 'Ada', after: 'Ada Lovelace' }],
    });
  });

  it('names an account that is linked', () => {
    const object = { identities: [identity, { provider: 'google', user_id: '1' }] };
    expect(expectedChanges(copy('user.updated', object), ada).changes).toEqual([
      { field: 'identities', before: ['auth0|ada'], after: ['auth0|ada', 'google|1'] },
    ]);
  });

  it('is nothing where the mirror knows all of it', () => {
    expect(expectedChanges(copy('user.updated', { name: 'Ada' }), ada)).toEqual({ effect: 'nothing', changes: [] });
  });

  it('is a whole user where none is mirrored', () => {
    const { effect, changes } = expectedChanges(copy('user.created', { name: 'Ada' }), null);
    expect(effect).toBe('appears');
    expect(changes).toContainEqual({ field: 'name', after: 'Ada' });
  });

  it.each([
    ['a newer event is here', copy('user.updated', { name: 'Old' }, t0 - 2 * minute), ada, 'late'],
    ['the user is deleted', copy('user.updated', { name: 'New' }), { ...ada, deletedAtMs: t0 - minute }, 'gone'],
    ['it deletes the user', copy('user.deleted', {}), ada, 'deletes'],
    ['the mirror has no rule for it', copy('group.created', {}), null, 'no_rule'],
    ['Auth0 lists no copy', null, ada, 'untold'],
    ['the copy is no event', '{}', ada, 'untold'],
  ])('is no list of fields where %s', (_why, text, user, effect) => {
    expect(expectedChanges(text, user)).toEqual({ effect, changes: [] });
  });
});
