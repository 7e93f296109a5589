import { describe, expect, it } from 'vitest';
import { type JsonObject } from '@/lib/json/json';
import { type Store } from '@/lib/store';
import { type UserFilter } from '@/lib/users/user';
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

    it.each<[string, string[]]>([
      ['José'.normalize('NFC'), ['auth0|jose']],
      ['José'.normalize('NFD'), ['auth0|jose']],
      ['Jose', ['auth0|jose']],
      ['Muñoz', ['auth0|jose']],
      ['Muller', ['auth0|rene']],
      ['MÜLLER', ['auth0|rene']],
      ['Ｒｅｎé', ['auth0|rene']],
      ['0701234567', ['sms|5f1a']],
      ['+46701234567', ['sms|5f1a']],
      ['+46 70 123 45 67', ['sms|5f1a']],
      ['070-123 45 67', ['sms|5f1a']],
      ['0046 (0)70 123 45 67', ['sms|5f1a']],
      ['46 70 12', ['sms|5f1a']],
      ['countess', ['auth0|username']],
      ['Kingsley', ['auth0|kingsley']],
      ['fjordkraft', ['auth0|ola']],
      ['ola.nordmann@fjordkraft.example\u200B', ['auth0|ola']],
      ['\u202Aola.nordmann@fjordkraft.example\u202C', ['auth0|ola']],
      ['2026-11-20', ['auth0|dated']],
    ])('are found by %j however it is spelled, stored or grouped', async (q, expected) => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [
        { userId: 'auth0|jose', object: { name: 'José Muñoz'.normalize('NFD') } },
        { userId: 'auth0|rene', object: { name: 'René Müller'.normalize('NFC') } },
        { userId: 'sms|5f1a', object: { phone_number: '+46 70 123 45 67' } },
        { userId: 'auth0|username', object: { username: 'countess' } },
        { userId: 'auth0|kingsley', object: { name: 'k@a.test', email: 'k@a.test', family_name: 'Kingsley' } },
        { userId: 'auth0|ola', object: { email: 'ola.nordmann@fjordkraft.example' } },
        { userId: 'auth0|dated', object: { name: 'Room 2026-11-20' } },
      ]);
      expect(await idsOf(store, { q })).toEqual(expected);
    });

    it.each<[JsonObject, string]>([
      [{ name: 'Ada Lovelace', email: 'ada@a.test' }, 'Ada Lovelace'],
      [{ name: 'ada@a.test', email: 'Ada@a.test', family_name: 'Kingsley' }, 'Kingsley'],
      [{ name: 'ada@a.test', email: 'ada@a.test' }, 'ada@a.test'],
      [{ phone_number: '+46 70 123 45 67' }, '+46 70 123 45 67'],
      [{ username: 'countess' }, 'countess'],
      [{}, 'sms|5f1a'],
    ])(
      'with the profile %o are called %s in lists, in their events and in failed deliveries',
      async (object, label) => {
        const store = await openForTest(makeStore);
        const userId = 'sms|5f1a';
        await record(store, { id: 'evt_1', userId, object: { name: 'Former Name' } });
        const cleared = { name: null, ...object };
        await record(store, { id: 'evt_2', userId, at: 1, object: cleared });
        const about = {
          eventType: 'user.updated',
          subjectId: userId,
          subjectLabel: 'Former Name',
          eventTimeMs: null,
          payload: null,
        };
        const attempts = [{ status: 'failed', atMs: 1, errorMessage: '500 - x', durationMs: null }];
        const listed = [{ streamId: 'est_a', eventId: 'evt_3', status: 'failed', attempts, ...about }];
        const look = { streamId: 'est_a', pointsHere: true, startedAtMs: 1, checkedAtMs: 1, capped: false };
        await store.syncDeliveries({ ...look, listed });
        expect((await store.listUsers({}, { limit: 1 })).items).toMatchObject([{ label }]);
        expect(await store.getUser(userId)).toMatchObject({ label });
        expect(await store.getEvent('evt_1')).toMatchObject({ subjectLabel: label });
        const events = await store.listEvents({}, { limit: 5 });
        expect(events.items.map((event) => event.subjectLabel)).toEqual([label, label]);
        const timeline = await store.userTimeline(userId, { limit: 5 });
        expect(timeline.items.map((event) => event.subjectLabel)).toEqual([label, label]);
        expect(await store.getDelivery('est_a', 'evt_3')).toMatchObject({ subjectLabel: label });
      },
    );

    it('are found by what they were called as well, and show it', async () => {
      const store = await withPeople(makeStore);
      await record(store, { userId: 'auth0|2', at: 9, object: { email: 'amazing@navy.test', name: 'Amazing Grace' } });
      for (const q of ['hopper', 'grace@navy.test', 'amazing', 'grace']) {
        expect(await idsOf(store, { q }), q).toEqual(['auth0|2']);
      }
      const former = ['grace@navy.test', 'Grace Hopper'];
      expect(await store.getUser('auth0|2')).toMatchObject({ former });
      expect((await store.listUsers({ q: 'hopper' }, { limit: 1 })).items).toMatchObject([{ former }]);
    });

    it('no longer count as former what they are called again, nor what somebody with their id was called', async () => {
      const store = await withPeople(makeStore);
      await record(store, { userId: 'auth0|2', at: 9, object: { name: 'Amazing Grace' } });
      await record(store, { userId: 'auth0|2', at: 10, object: { name: 'Grace Hopper' } });
      expect(await store.getUser('auth0|2')).toMatchObject({ former: ['Amazing Grace'] });
      await record(store, { userId: 'auth0|2', at: 11, type: 'user.deleted' });
      await record(store, { userId: 'auth0|2', at: 12, type: 'user.created', object: { name: 'Another Person' } });
      expect(await store.getUser('auth0|2')).toMatchObject({ label: 'Another Person', former: [] });
      expect(await idsOf(store, { q: 'hopper', deleted: 'include' })).toEqual([]);
    });

    it('are found by an address that a late event shows to have been replaced', async () => {
      const store = await openForTest(makeStore);
      await record(store, { userId: 'auth0|2', at: 9, object: { email: 'new@a.test' } });
      await record(store, { userId: 'auth0|2', at: 5, object: { email: 'old@a.test' } });
      expect(await idsOf(store, { q: 'old@a.test' })).toEqual(['auth0|2']);
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
