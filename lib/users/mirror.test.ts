import { describe, expect, it } from 'vitest';
import { parseStoredBody } from '../events/parse-event';
import { type JsonObject } from '../json/json';
import { parseJson } from '../json/parse-json';
import { foldEvent, foldHistory, isMirrored, sameRow, type MirrorState } from './mirror';
import { compareKeys, orderKey } from './order-key';
import { fold, full, identities, noon, step, userEvent, userId } from './user-event.fixture';

describe('fields', () => {
  const created = userEvent({ id: 'c', type: 'created', time: 0, object: full });

  it('an update for an unknown user creates the row', () => {
    const state = fold(userEvent({ id: 'u', time: 5, object: { email: 'ada@example.com' } }));
    expect(state).toEqual({
      userId,
      profile: { email: 'ada@example.com', user_id: userId },
      createdAtMs: null,
      deletedAtMs: null,
      version: 1,
      newestKey: { timeMs: Date.parse(noon(5)), rank: 1, updatedAtMs: -1, id: 'u' },
      lastEventId: 'u',
      lastEventAtMs: Date.parse(noon(5)),
      former: [],
    });
  });

  it('a partial update touches only its fields', () => {
    const state = fold(created, userEvent({ id: 'u', time: 1, object: { email: 'new@example.com' } }));
    expect(state.profile).toEqual({ ...full, user_id: userId, email: 'new@example.com' });
    expect(state.createdAtMs).toBe(Date.parse(noon(0)));
  });

  it('an explicit null removes a field, an absent field leaves it', () => {
    const state = fold(created, userEvent({ id: 'u', time: 1, object: { name: null } }));
    expect(state.profile).toEqual({ email: full.email, created_at: full.created_at, identities, user_id: userId });
  });

  it('metadata and identities are replaced whole, never merged', () => {
    const state = fold(
      userEvent({
        id: 'c',
        type: 'created',
        time: 0,
        object: { ...full, user_metadata: { a: 1, b: 2 }, app_metadata: { x: 1 } },
      }),
      userEvent({ id: 'u', time: 1, object: { user_metadata: { b: 3 }, app_metadata: {}, identities: [] } }),
    );
    expect(state.profile).toMatchObject({ user_metadata: { b: 3 }, app_metadata: {}, identities: [] });
    expect(state.profile.user_metadata).toEqual({ b: 3 });
  });

  it('previous_object clears what a full profile no longer has', () => {
    const next = { created_at: full.created_at, identities, email: full.email };
    const state = fold(created, userEvent({ id: 'u', time: 1, object: next, previous: { ...full, user_id: userId } }));
    expect(state.profile).toEqual({ ...next, user_id: userId });
  });

  it('previous_object clears nothing beside a partial profile', () => {
    const partials: JsonObject[] = [{ created_at: full.created_at }, { identities }, { created_at: null, identities }];
    for (const partial of partials) {
      const state = fold(created, userEvent({ id: 'u', time: 1, object: partial, previous: full }));
      expect(state.profile.name).toBe('Ada');
    }
  });

  it('equal profiles have equal JSON: fields are sorted, and a value that is the same keeps its former bytes', () => {
    const start = userEvent({ id: 'c', type: 'created', time: 0, object: { zeta: { a: 1, b: [2] }, email: 'e' } });
    const state = fold(start, userEvent({ id: 'u', time: 1, object: { name: 'n', zeta: { b: [2], a: 1 } } }));
    expect(JSON.stringify(state.profile)).toBe(`{"email":"e","name":"n","user_id":"${userId}","zeta":{"a":1,"b":[2]}}`);
  });

  it('deleted_at never becomes a field', () => {
    expect(fold(userEvent({ id: 'u', time: 1, object: { deleted_at: noon(9), a: 1 } })).profile).toEqual({
      a: 1,
      user_id: userId,
    });
  });

  it('a field called __proto__ is a field like any other and changes no prototype', () => {
    const object = JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as JsonObject;
    const state = fold(created, userEvent({ id: 'u', time: 1, object }));
    expect(JSON.stringify(state.profile)).toContain('"__proto__":{"admin":true}');
    expect(Object.getPrototypeOf(state.profile)).toBe(Object.prototype);
    expect(state.profile.admin).toBeUndefined();
    const cleared = fold(
      created,
      userEvent({ id: 'u', time: 1, object }),
      userEvent({ id: 'v', time: 2, object: { constructor: null } }),
    );
    expect(Object.keys(cleared.profile)).not.toContain('constructor');
  });

  it('a number is a value whatever its size, and the same value in other digits changes nothing', () => {
    const numbers = (id: string, time: number, text: string) => {
      const event = parseStoredBody(
        `{"id":"${id}","type":"user.updated","time":"${noon(time)}","data":{"object":{"user_id":"${userId}",${text}}}}`,
      );
      if (event === null) throw new Error('not an event');
      return event;
    };
    const state = fold(created, numbers('u', 1, '"name":1e400,"app_metadata":{"n":9007199254740993}'));
    expect(JSON.stringify(state.profile)).toContain('"app_metadata":{"n":9007199254740993}');
    expect(JSON.stringify(state.profile)).toContain('"name":1e400');
    const stored = { ...state, profile: parseJson(JSON.stringify(state.profile)) as JsonObject };
    expect(foldEvent(stored, numbers('v', 2, '"name":10e399,"app_metadata":{"n":9007199254740993.0}')).changed).toBe(
      false,
    );
    const { state: next, changes } = foldEvent(stored, numbers('v', 2, '"app_metadata":{"n":9007199254740992}'));
    expect(JSON.stringify(next.profile)).toContain('"app_metadata":{"n":9007199254740992}');
    expect(JSON.stringify(changes)).toBe(
      '[{"field":"app_metadata.n","before":9007199254740993,"after":9007199254740992}]',
    );
  });
});

describe('order', () => {
  it('ties of one millisecond go created, updated, deleted', () => {
    const created = userEvent({ id: 'z', type: 'created', time: 0, object: { name: 'created' } });
    const updated = userEvent({ id: 'm', time: 0, object: { name: 'updated' } });
    const deleted = userEvent({ id: 'a', type: 'deleted', time: 0 });
    expect(fold(updated, created).profile.name).toBe('updated');
    expect(fold(deleted, updated, created).deletedAtMs).toBe(Date.parse(noon(0)));
  });

  it('mixed precisions and offsets compare as instants, never as text', () => {
    const state = fold(
      userEvent({ id: 'a', time: '2026-11-20T09:15:56.100Z', object: { name: 'newest' } }),
      userEvent({ id: 'b', time: '2026-11-20T09:15:56Z', object: { name: 'older' } }),
      userEvent({ id: 'c', time: '2026-11-20T11:15:56.05+02:00', object: { name: 'old' } }),
    );
    expect(state.profile.name).toBe('newest');
  });

  it('an event from the future keeps its place', () => {
    const state = fold(
      userEvent({ id: 'a', time: '9999-12-31T23:59:59.999Z', object: { name: 'future' } }),
      userEvent({ id: 'b', time: 0, object: { name: 'now' } }),
    );
    expect(state.profile.name).toBe('future');
  });

  it('the step of an event is measured against the event before it in order, not in arrival', () => {
    const events = [
      userEvent({ id: 'late', time: 5, object: { name: 'Ada B.' } }),
      userEvent({ id: 'newest', time: 10, object: { name: 'Ada L.' } }),
      userEvent({ id: 'first', type: 'created', time: 0, object: { name: 'Ada' } }),
    ];
    expect(step('late', ...events).changes).toEqual([{ field: 'name', before: 'Ada', after: 'Ada B.' }]);
    expect(step('newest', ...events).changes).toEqual([{ field: 'name', before: 'Ada B.', after: 'Ada L.' }]);
  });
});

describe('what takes part', () => {
  it('user events without problem or test mark, nothing else', () => {
    const good = userEvent({ id: 'u', time: 0 });
    expect(isMirrored(good)).toBe(true);
    expect(isMirrored(userEvent({ id: 'u', time: 0, test: true }))).toBe(false);
    expect(isMirrored(userEvent({ id: 'u', time: 'yesterday' }))).toBe(false);
    expect(isMirrored(userEvent({ id: 'u', time: 0, object: { user_id: '' } }))).toBe(false);
    expect(isMirrored({ ...good, type: 'user.renamed' })).toBe(false);
    expect(isMirrored({ ...good, type: 'organization.created' })).toBe(false);
  });

  it('test events and events with a problem leave no trace in the row, not even as the newest', () => {
    const created = userEvent({ id: 'c', type: 'created', time: 0, object: full });
    const deep = JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) as JsonObject[];
    const excluded = [
      userEvent({ id: 't', type: 'deleted', time: 9, test: true }),
      userEvent({ id: 'p', time: 'never', object: { name: 'x' } }),
      userEvent({ id: 'q', time: 9, object: { name: 'x', deep } }),
    ];
    expect(fold(created, ...excluded)).toEqual(fold(created));
    expect(foldHistory(excluded)).toEqual({ state: null, steps: new Map() });
  });

  it('an event that has no place in a fold is refused, not guessed at', () => {
    expect(() => foldEvent(null, userEvent({ id: 'u', time: 'never' }))).toThrow(TypeError);
  });
});

describe('steps', () => {
  const created = userEvent({ id: 'c', type: 'created', time: 0, object: full });

  it('list no fields where the whole row appears or disappears', () => {
    const deleted = userEvent({ id: 'd', type: 'deleted', time: 10, object: { name: 'Other' } });
    const revived = userEvent({ id: 'c2', type: 'created', time: 20, object: { name: 'New', created_at: noon(20) } });
    for (const { changed, changes } of foldHistory([created, deleted, revived]).steps.values()) {
      expect({ changed, changes }).toEqual({ changed: true, changes: [] });
    }
  });

  it('list the fields of a live row that changed, also when another life replaces it', () => {
    const replaced = userEvent({ id: 'c2', type: 'created', time: 20, object: { name: 'New', created_at: noon(20) } });
    expect(step('c2', created, replaced).changes.map(({ field }) => field)).toEqual([
      'created_at',
      'email',
      'identities',
      'name',
    ]);
  });

  it('of an event that says nothing new move only the newest key', () => {
    const before = fold(created);
    const same = step('u', created, userEvent({ id: 'u', time: 5, object: { identities, name: 'Ada' } }));
    expect(same.changed).toBe(false);
    expect(same.state).toEqual({ ...before, newestKey: orderKey(userEvent({ id: 'u', time: 5 })) });
    expect(compareKeys(same.state.newestKey, before.newestKey)).toBeGreaterThan(0);
  });
});

describe('sameRow', () => {
  it('looks at profile and deletion, not at version and keys', () => {
    const row = fold(userEvent({ id: 'c', type: 'created', time: 0, object: full }));
    const other = (change: Partial<MirrorState>): MirrorState => ({ ...row, ...change });
    expect(sameRow(row, other({ version: 9, lastEventId: 'x' }))).toBe(true);
    expect(sameRow(row, other({ deletedAtMs: 0 }))).toBe(false);
    expect(sameRow(row, other({ profile: {} }))).toBe(false);
    expect(sameRow(row, null)).toBe(false);
    expect(sameRow(null, null)).toBe(true);
  });
});
