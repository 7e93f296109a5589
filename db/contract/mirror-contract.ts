import { describe, expect, it } from 'vitest';
import { type JsonObject } from '@/lib/json/json';
import { type Store } from '@/lib/store';
import {
  ada,
  bodyOf,
  type MakeStore,
  mirrorRow,
  openForTest,
  receiptOf,
  record,
  recordInTurn,
  type Sample,
} from './world';

const grace = 'auth0|grace';

const fullProfile = (name: string, createdAt: string): JsonObject => ({
  name,
  created_at: createdAt,
  identities: [{ connection: 'db', user_id: '1' }],
});

/** Two lives of one user with links, partial updates, cleared fields and equal times, and a second user between. */
const history: readonly Sample[] = [
  {
    id: 'evt_01',
    type: 'user.created',
    at: 1,
    object: { ...fullProfile('Ada', '2026-08-14T10:00:01Z'), nickname: 'a' },
  },
  { id: 'evt_02', at: 2, object: { email: 'ada@example.test' } },
  { id: 'evt_03', at: 2, object: { name: 'Ada B.', updated_at: '2026-08-14T10:00:02Z' } },
  { id: 'evt_04', at: 3, object: { nickname: null, user_metadata: { theme: 'dark' } } },
  {
    id: 'evt_05',
    at: 4,
    object: {
      identities: [
        { connection: 'db', user_id: '1' },
        { connection: 'google', user_id: '7' },
      ],
    },
  },
  { id: 'evt_06', type: 'user.created', userId: grace, at: 4, object: { name: 'Grace' } },
  { id: 'evt_07', at: 5, object: { identities: [{ connection: 'db', user_id: '1' }] } },
  { id: 'evt_08', type: 'user.deleted', at: 6 },
  { id: 'evt_09', at: 7, object: { name: 'Ghost' } },
  { id: 'evt_10', type: 'user.created', at: 8, object: fullProfile('Ada II', '2026-08-14T10:00:08Z') },
  { id: 'evt_11', at: 9, object: { logins_count: 1 } },
  { id: 'evt_12', type: 'user.deleted', userId: grace, at: 9 },
];

/** A fixed series of pseudo-random numbers (mulberry32), so that a failure can be repeated. */
function randomSeries(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const rows = async (store: Store) => [await mirrorRow(store, ada), await mirrorRow(store, grace)];

/** The mirror is the fold of the stored events, whatever the order and repetition of their arrival. */
export function describeMirror(makeStore: MakeStore): void {
  describe('the mirror', () => {
    it('keeps the newer value when an older event arrives late, and tells the story in event order', async () => {
      const store = await openForTest(makeStore);
      const outcomes = await recordInTurn(store, [
        { id: 'evt_0', type: 'user.created', at: 0, object: { name: 'Ada' } },
        { id: 'evt_10', at: 10, object: { name: 'Ada L.' } },
        { id: 'evt_5', at: 5, object: { name: 'Ada B.' } },
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'late']);
      expect(await store.getUser(ada)).toMatchObject({ name: 'Ada L.', lastEventId: 'evt_10', version: 3 });
      expect(await store.getEvent('evt_5')).toMatchObject({ rowChanged: false });
      const { items } = await store.userTimeline(ada, { limit: 10 });
      expect(items.map(({ id }) => id)).toEqual(['evt_10', 'evt_5', 'evt_0']);
      expect(items[0]?.changes).toEqual([{ field: 'name', before: 'Ada B.', after: 'Ada L.' }]);
      expect(items[1]?.changes).toEqual([{ field: 'name', before: 'Ada', after: 'Ada B.' }]);
    });

    it('flags a late event that changes the row all the same', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [
        { id: 'evt_10', at: 10, object: { name: 'Ada' } },
        { id: 'evt_5', at: 5, object: { nickname: 'a' } },
      ]);
      expect(await store.getEvent('evt_5')).toMatchObject({ outcome: 'late', rowChanged: true });
      expect(await store.getUser(ada)).toMatchObject({ name: 'Ada', nickname: 'a' });
    });

    it('leaves a deleted user deleted when an older or a plain newer update follows', async () => {
      const store = await openForTest(makeStore);
      const outcomes = await recordInTurn(store, [
        { type: 'user.created', at: 0, object: { name: 'Ada' } },
        { type: 'user.deleted', at: 20 },
        { id: 'evt_15', at: 15, object: { name: 'Ada B.' } },
        { id: 'evt_30', at: 30, object: { name: 'Ada C.' } },
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'late', 'unchanged']);
      expect(await store.getUser(ada)).toMatchObject({ deletedAtMs: Date.parse('2026-08-14T10:00:20Z') });
      expect((await store.listUsers({}, { limit: 10 })).items).toEqual([]);
      expect((await store.listUsers({ deleted: 'only' }, { limit: 10 })).items).toHaveLength(1);
      const timeline = await store.userTimeline(ada, { limit: 10 });
      expect(timeline.items.map(({ id }) => id)).toContain('evt_15');
    });

    it('leaves a tombstone for a user it never saw', async () => {
      const store = await openForTest(makeStore);
      await record(store, { type: 'user.deleted', at: 20 });
      expect(await store.getUser(ada)).toMatchObject({ deletedAtMs: Date.parse('2026-08-14T10:00:20Z') });
      expect(await store.counts(0)).toMatchObject({ liveUsers: 0, deletedUsers: 1 });
    });

    it('revives a user from an empty profile', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [
        { type: 'user.created', at: 0, object: { nickname: 'old' } },
        { type: 'user.deleted', at: 10 },
        { type: 'user.created', at: 20, object: { name: 'Ada II' } },
      ]);
      expect(await store.getUser(ada)).toMatchObject({ name: 'Ada II', nickname: null, deletedAtMs: null });
      expect(await store.counts(0)).toMatchObject({ liveUsers: 1, deletedUsers: 0 });
    });

    it('is the same for every order of arrival, one by one', async () => {
      const inOrder = await openForTest(makeStore);
      await recordInTurn(inOrder, history);
      const expected = await rows(inOrder);
      expect(expected).toMatchObject([{ name: 'Ada II', deletedAtMs: null }, { name: 'Grace' }]);
      const random = randomSeries(7);
      for (let round = 0; round < 12; round += 1) {
        const store = await openForTest(makeStore);
        await recordInTurn(store, round === 0 ? history.toReversed() : shuffled(history, random));
        expect(await rows(store)).toEqual(expected);
      }
    });

    it('is the same for every order and repetition within one batch, down to the changes on the timeline', async () => {
      const inOrder = await openForTest(makeStore);
      await recordInTurn(inOrder, history);
      const expected = await rows(inOrder);
      const story = async (store: Store) =>
        (await store.userTimeline(ada, { limit: 50 })).items.map(({ id, changes }) => ({ id, changes }));
      const expectedStory = await story(inOrder);
      const random = randomSeries(11);
      for (let round = 0; round < 12; round += 1) {
        const store = await openForTest(makeStore);
        const arrivals = shuffled([...history, ...history, ...history.slice(3, 9)], random);
        await Promise.all(arrivals.map((sample) => store.recordReceipt(receiptOf(bodyOf(sample)))));
        expect(await rows(store)).toEqual(expected);
        expect(await story(store)).toEqual(expectedStory);
      }
    });

    it('counts live and deleted users as events move them', async () => {
      const store = await openForTest(makeStore);
      await Promise.all(shuffled(history, randomSeries(3)).map((sample) => record(store, sample)));
      expect(await store.counts(0)).toMatchObject({ liveUsers: 1, deletedUsers: 1 });
    });

    it('reads numbers, names and keys from outside as they are', async () => {
      const store = await openForTest(makeStore);
      const metadata = '{"__proto__":{"x":1},"constructor":"c","big":1e400,"text":"\\u0000 ok"}';
      const body = bodyOf({ id: 'evt_1' }).replace('"user_id"', `"user_metadata":${metadata},"user_id"`);
      await store.recordReceipt(receiptOf(body));
      await record(store, { at: 5, object: { name: 'Ada' } });
      const profile = (await store.getUser(ada))?.profile.user_metadata;
      expect(JSON.stringify(profile)).toBe(metadata);
      expect(profile).toMatchObject({ constructor: 'c' });
      expect((await store.getEvent('evt_1'))?.body).toBe(body);
    });

    it('keeps the digits of every number in profile and changes, on the short way and after a refold', async () => {
      const store = await openForTest(makeStore);
      const send = (id: string, at: number, members: string) =>
        store.recordReceipt(receiptOf(bodyOf({ id, at }).replace('"user_id"', `${members},"user_id"`)));
      await send('evt_1', 1, '"user_metadata":{"n":9007199254740993,"m":[1.0,-0,1E5]},"logins_count":9007199254740993');
      await send('evt_3', 3, '"user_metadata":{"n":9007199254740992.5,"m":[1,0,100000]},"logins_count":1e400');
      const metadata = async () => JSON.stringify((await store.getUser(ada))?.profile.user_metadata);
      const changes = async (id: string) => JSON.stringify((await store.getEvent(id))?.changes);
      // What is the same value is no change, whatever its spelling; metadata is replaced whole where one member changes.
      expect(await changes('evt_3')).toBe(
        '[{"field":"logins_count","before":9007199254740993,"after":1e400},' +
          '{"field":"user_metadata.n","before":9007199254740993,"after":9007199254740992.5}]',
      );
      expect(await metadata()).toBe('{"n":9007199254740992.5,"m":[1,0,100000]}');
      await send('evt_2', 2, '"user_metadata":{"n":0.1000000000000000055511151231257827,"m":[]}');
      expect(await changes('evt_3')).toContain('"before":0.1000000000000000055511151231257827');
      expect(await metadata()).toBe('{"n":9007199254740992.5,"m":[1,0,100000]}');
      expect(await store.getUser(ada)).toMatchObject({ loginsCount: null });
      const [newest] = (await store.userTimeline(ada, { limit: 1 })).items;
      expect(JSON.stringify(newest?.changes)).toBe(await changes('evt_3'));
      expect(JSON.stringify((await store.listEvents({}, { limit: 9 })).items)).toContain('"after":9007199254740992.5');
    });
  });
}
