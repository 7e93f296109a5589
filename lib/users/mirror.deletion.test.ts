import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { fold, full, identities, noon, step, userEvent, userId } from './user-event.fixture';

describe('deletion', () => {
  const created = userEvent({ id: 'c', type: 'created', time: 0, object: full });
  const deleted = userEvent({ id: 'd', type: 'deleted', time: 10, object: { deleted_at: noon(11) } });

  it('leaves a tombstone with the last profile, dated by the event itself', () => {
    const state = fold(created, deleted);
    expect(state.deletedAtMs).toBe(Date.parse(noon(10)));
    expect(state.profile).toEqual({ ...full, user_id: userId });
    expect(state.version).toBe(2);
  });

  it('leaves a tombstone for an unknown user, with what the event says of it', () => {
    expect(fold(deleted)).toMatchObject({
      deletedAtMs: Date.parse(noon(10)),
      version: 1,
      profile: { user_id: userId },
    });
    expect(fold(userEvent({ id: 'd', type: 'deleted', time: 10, object: full })).profile).toEqual({
      ...full,
      user_id: userId,
    });
  });

  it('is not undone by late updates and creations', () => {
    const late = [
      userEvent({ id: 'u', time: 5, object: { name: 'Late' } }),
      userEvent({ id: 'c', type: 'created', time: 1, object: full }),
    ];
    expect(fold(deleted, ...late).deletedAtMs).toBe(Date.parse(noon(10)));
  });

  it('is not undone by a newer update without proof of a new life, which is ignored but remembered', () => {
    const ghosts: JsonObject[] = [
      { name: 'Ghost' },
      { name: 'Ghost', created_at: noon(10) },
      { name: 'Ghost', created_at: 'soon' },
    ];
    for (const object of ghosts) {
      const { state, changed, changes } = step('u', created, deleted, userEvent({ id: 'u', time: 20, object }));
      expect({ changed, changes }).toEqual({ changed: false, changes: [] });
      expect(state).toEqual({ ...fold(created, deleted), newestKey: expect.objectContaining({ id: 'u' }) as unknown });
    }
  });

  it('of a deleted user moves the instant, so that nothing from between can revive the user', () => {
    const again = userEvent({ id: 'e', type: 'deleted', time: 30 });
    const between = userEvent({ id: 'u', time: 40, object: { created_at: noon(20) } });
    expect(fold(created, deleted, again, between)).toMatchObject({ deletedAtMs: Date.parse(noon(30)), version: 3 });
    expect(fold(created, deleted, between).deletedAtMs).toBeNull();
  });

  it('told twice for one instant changes nothing the second time', () => {
    expect(step('e', created, deleted, userEvent({ id: 'e', type: 'deleted', time: 10 })).changed).toBe(false);
  });
});

describe('another life of the same id', () => {
  const first = userEvent({
    id: 'c1',
    type: 'created',
    time: 0,
    object: { ...full, nickname: 'secret', app_metadata: { crm: 42 } },
  });
  const deleted = userEvent({ id: 'd', type: 'deleted', time: 10, object: { nickname: 'secret' } });
  const second = { email: 'new@example.com', created_at: noon(20) };

  it('begun by a creation holds nothing of the former one', () => {
    const state = fold(first, deleted, userEvent({ id: 'c2', type: 'created', time: 20, object: second }));
    expect(state).toMatchObject({ deletedAtMs: null, createdAtMs: Date.parse(noon(20)) });
    expect(state.profile).toEqual({ ...second, user_id: userId });
  });

  it('begun by a creation without created_at holds nothing of the former one', () => {
    const state = fold(
      first,
      deleted,
      userEvent({ id: 'c2', type: 'created', time: 20, object: { email: 'new@example.com' } }),
    );
    expect(state.profile).toEqual({ email: 'new@example.com', user_id: userId });
  });

  it('seen first through an update that was created after the deletion holds nothing of the former one', () => {
    const update = userEvent({ id: 'u', time: 25, object: second });
    expect(fold(first, deleted, update).profile).toEqual({ ...second, user_id: userId });
    expect(fold(first, deleted, update).deletedAtMs).toBeNull();
  });

  it('that replaces a live row, its deletion never seen, holds nothing of the former one', () => {
    const creation = userEvent({ id: 'c2', type: 'created', time: 20, object: second });
    expect(fold(first, creation).profile).toEqual({ ...second, user_id: userId });
  });

  it('is not begun by a creation that is not newer than the live row: that one merges', () => {
    const creation = userEvent({ id: 'c2', type: 'created', time: 5, object: { name: 'Ada B.', created_at: noon(0) } });
    expect(fold(first, creation).profile).toMatchObject({ name: 'Ada B.', nickname: 'secret' });
    const undated = userEvent({ id: 'c2', type: 'created', time: 5, object: { name: 'Ada B.' } });
    expect(fold(first, undated).profile).toMatchObject({ name: 'Ada B.', nickname: 'secret' });
  });

  it('is not begun by an update of a live row, which merges', () => {
    expect(fold(first, userEvent({ id: 'u', time: 25, object: second })).profile).toMatchObject({
      ...second,
      nickname: 'secret',
    });
  });

  it('ended before it was seen leaves a tombstone without the former one', () => {
    const end = userEvent({ id: 'd2', type: 'deleted', time: 30, object: second });
    expect(fold(first, deleted, end)).toMatchObject({ deletedAtMs: Date.parse(noon(30)) });
    expect(fold(first, deleted, end).profile).toEqual({ ...second, user_id: userId });
  });
});

describe('linked accounts', () => {
  it('the secondary gets a tombstone, the primary a second identity, and neither touches the other', () => {
    const secondaryId = 'google-oauth2|1129';
    const google = { connection: 'google-oauth2', provider: 'google-oauth2', user_id: 1129, isSocial: true };
    const primary = fold(
      userEvent({ id: 'c', type: 'created', time: 0, object: full }),
      userEvent({ id: 'u', time: 10, object: { identities: [...identities, google] } }),
    );
    const secondary = fold(
      userEvent({ id: 'c2', type: 'created', time: 5, object: { user_id: secondaryId, email: 'ada@gmail.example' } }),
      userEvent({ id: 'd2', type: 'deleted', time: 10, object: { user_id: secondaryId } }),
    );
    expect(primary.deletedAtMs).toBeNull();
    expect(primary.profile.identities).toEqual([...identities, { ...google, user_id: '1129' }]);
    expect(secondary).toMatchObject({ userId: secondaryId, deletedAtMs: Date.parse(noon(10)) });
  });

  it('linking is listed as one change', () => {
    const google = { provider: 'google-oauth2', user_id: 1129 };
    const { changes } = step(
      'u',
      userEvent({ id: 'c', type: 'created', time: 0, object: full }),
      userEvent({ id: 'u', time: 10, object: { identities: [...identities, google] } }),
    );
    expect(changes).toEqual([
      { field: 'identities', before: ['auth0|66f0'], after: ['auth0|66f0', 'google-oauth2|1129'] },
    ]);
  });
});
