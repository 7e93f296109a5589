import { describe, expect, it } from 'vitest';
import { type Store } from '@/lib/store';
import { type UserFilter } from '@/lib/users/user-store';
import { type MakeStore, openForTest, record, recordInTurn, recordMany } from './world';

async function idsOf(store: Store, filter: UserFilter): Promise<string[]> {
  const { items } = await store.listUsers(filter, { limit: 100 });
  return items.map(({ userId }) => userId);
}

async function withPeople(makeStore: MakeStore): Promise<Store> {
  const store = await openForTest(makeStore);
  await recordInTurn(store, [
    { userId: 'auth0|1', object: { email: 'Ada.Lovelace@Example.test', name: 'Ada Lovelace', nickname: 'countess' } },
    { userId: 'auth0|2', object: { email: 'grace@navy.test', name: 'Grace Hopper' } },
    { userId: 'google-oauth2|3', object: { email: 'adam@example.test', name: 'Adam Ünal' } },
    { userId: 'auth0|4', object: { name: 'Ada Nobody' } },
    { userId: 'auth0|4', at: 5, type: 'user.deleted' },
  ]);
  return store;
}

/** Lists and searches of mirrored users. */
export function describeUsers(makeStore: MakeStore): void {
  describe('mirrored users', () => {
    it('are listed newest first, the deleted ones only on request', async () => {
      const store = await withPeople(makeStore);
      expect(await idsOf(store, {})).toEqual(['google-oauth2|3', 'auth0|2', 'auth0|1']);
      expect(await idsOf(store, { deleted: 'only' })).toEqual(['auth0|4']);
      expect(await idsOf(store, { deleted: 'include' })).toHaveLength(4);
      const page = await store.listUsers({ deleted: 'only' }, { limit: 10 });
      expect(page).toMatchObject({ matching: { value: 1, capped: false }, total: 3 });
    });

    it.each<[UserFilter, string[]]>([
      [{ q: 'ada' }, ['google-oauth2|3', 'auth0|1']],
      [{ q: 'ADA love' }, ['auth0|1']],
      [{ q: 'ada.lovelace@example' }, ['auth0|1']],
      [{ q: 'lovelace' }, ['auth0|1']],
      [{ q: 'count' }, ['auth0|1']],
      [{ q: '@example.test' }, ['google-oauth2|3', 'auth0|1']],
      [{ q: '@example.test ünal' }, ['google-oauth2|3']],
      [{ q: 'auth0|2' }, ['auth0|2']],
      [{ q: '3' }, ['google-oauth2|3']],
      [{ q: 'ada', deleted: 'only' }, ['auth0|4']],
      [{ q: 'ada', deleted: 'include' }, ['auth0|4', 'google-oauth2|3', 'auth0|1']],
      [{ q: 'ada hopper' }, []],
      [{ q: '%' }, []],
      [{ q: '   ' }, ['google-oauth2|3', 'auth0|2', 'auth0|1']],
    ])('are found by %o', async (filter, expected) => {
      const store = await withPeople(makeStore);
      expect(await idsOf(store, filter)).toEqual(expected);
      const { matching } = await store.listUsers(filter, { limit: 1 });
      expect(matching).toEqual({ value: expected.length, capped: false });
    });

    it('are found by what they are called now, not by what they were called', async () => {
      const store = await withPeople(makeStore);
      await record(store, { userId: 'auth0|2', at: 9, object: { email: 'amazing@navy.test', name: 'Amazing Grace' } });
      expect(await idsOf(store, { q: 'hopper' })).toEqual([]);
      expect(await idsOf(store, { q: 'amazing' })).toEqual(['auth0|2']);
      expect(await idsOf(store, { q: 'grace' })).toEqual(['auth0|2']);
    });

    it('page by cursor under a search', async () => {
      const store = await openForTest(makeStore);
      await recordMany(store, 60, (n) => [{ userId: `auth0|${n}`, object: { name: n % 2 === 0 ? 'Even' : 'Odd' } }]);
      const seen: string[] = [];
      let page = await store.listUsers({ q: 'even' }, { limit: 7 });
      for (;;) {
        seen.push(...page.items.map(({ userId }) => userId));
        if (page.older === null) break;
        page = await store.listUsers({ q: 'even' }, { limit: 7, before: page.older });
      }
      expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => `auth0|${58 - 2 * n}`));
      expect(page.matching.value).toBe(30);
    });

    it('show what the profile says, and hold the whole profile', async () => {
      const store = await openForTest(makeStore);
      const object = {
        email: 'ada@example.test',
        email_verified: true,
        blocked: true,
        logins_count: 3,
        last_login: '2026-08-14T09:00:00.000Z',
        created_at: '2026-08-01T09:00:00.000Z',
        updated_at: '2026-08-14T09:00:00.000Z',
        identities: [
          { connection: 'db', user_id: '1' },
          { connection: 'google-oauth2', user_id: '2' },
        ],
        app_metadata: { plan: 'pro' },
      };
      await record(store, { id: 'evt_1', userId: 'auth0|x|y', object });
      expect(await store.getUser('auth0|x|y')).toMatchObject({
        userId: 'auth0|x|y',
        email: 'ada@example.test',
        emailVerified: true,
        name: null,
        connections: ['db', 'google-oauth2'],
        blocked: true,
        loginsCount: 3,
        lastLogin: '2026-08-14T09:00:00.000Z',
        createdAt: '2026-08-01T09:00:00.000Z',
        updatedAt: '2026-08-14T09:00:00.000Z',
        deletedAtMs: null,
        version: 1,
        lastEventId: 'evt_1',
        profile: { ...object, user_id: 'auth0|x|y' },
        eventCount: 1,
      });
      expect(await store.getUser('auth0|unknown')).toBeNull();
    });

    it('are numbered by first sight and keep their number', async () => {
      const store = await withPeople(makeStore);
      const before = await store.getUser('auth0|1');
      await record(store, { userId: 'auth0|1', at: 50, object: { name: 'Ada King' } });
      expect((await store.getUser('auth0|1'))?.seq).toBe(before?.seq);
      expect(await idsOf(store, {})).toEqual(['google-oauth2|3', 'auth0|2', 'auth0|1']);
    });
  });
}
