import { describe, expect, it } from 'vitest';
import { UserStore } from './user-store.ts';

const AT = Date.parse('2026-11-20T09:00:00.000Z');

function storeWith(...emails: string[]) {
  const users = new UserStore();
  const ids = emails.map((email) => users.create({ email }, AT)?.object.user_id ?? '');
  return { users, ids };
}

describe('UserStore', () => {
  it('creates a user once for an address in a connection', () => {
    const { users, ids } = storeWith('ada@example.com');
    expect(ids[0]).toMatch(/^auth0\|[0-9a-f]{24}$/);
    expect(users.create({ email: 'ada@example.com' }, AT)).toBeUndefined();
    expect(users.create({ email: 'ada@example.com', connection: 'email' }, AT)?.type).toBe('user.created');
  });

  it('merges metadata one level deep, takes null as removal, and clears fields with null', () => {
    const { users, ids } = storeWith('ada@example.com');
    const id = ids[0] ?? '';
    users.update(id, { user_metadata: { city: 'Lyon', seat: 1 }, given_name: 'Ada' }, AT + 1);
    const change = users.update(id, { user_metadata: { city: null, desk: 2 }, given_name: null }, AT + 2);
    expect(change?.object.user_metadata).toEqual({ seat: 1, desk: 2 });
    expect(change?.object).not.toHaveProperty('given_name');
    expect(change?.object.updated_at).toBe('2026-11-20T09:00:00.002Z');
  });

  it('links by deleting the secondary and updating the primary, in this order', () => {
    const { users, ids } = storeWith('ada@example.com');
    const other = users.create({ email: 'ada@example.com', connection: 'google-oauth2', id: '118' }, AT);
    const changes = users.link(ids[0] ?? '', 'google-oauth2|118', AT + 10);
    expect(changes.map((change) => [change.type, change.object.user_id])).toEqual([
      ['user.deleted', 'google-oauth2|118'],
      ['user.updated', ids[0]],
    ]);
    expect(changes[1]?.object.identities.map((identity) => identity.provider)).toEqual(['auth0', 'google-oauth2']);
    expect(changes[1]?.object.identities[1]?.profileData?.email).toBe(other?.object.email);
    expect(users.size).toBe(1);
  });

  it('brings the secondary back when it is unlinked', () => {
    const { users, ids } = storeWith('ada@example.com');
    users.create({ email: 'ada@example.com', connection: 'google-oauth2', id: '118' }, AT);
    users.link(ids[0] ?? '', 'google-oauth2|118', AT + 10);
    const changes = users.unlink(ids[0] ?? '', 'google-oauth2|118', AT + 20);
    expect(changes.map((change) => change.type)).toEqual(['user.updated', 'user.created']);
    expect(users.get('google-oauth2|118')?.email).toBe('ada@example.com');
  });
});
