import { describe, expect, it } from 'vitest';
import { type Store } from '@/lib/store';
import { by, claimOne, eve, lanesOf, none, plan, settlementOf, start } from './connector-samples';
import { ada, type MakeStore, openForTest, record, recordInTurn } from './world';

const bob = 'auth0|bob';
const gone = 'auth0|gone';

/** Everybody whom a backfill is about, in slices of two. */
async function toFill(store: Store, id: number, users: 'all' | 'never' | 'review'): Promise<string[]> {
  const found: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const slice: { userIds: string[]; next: number | null } = await store.usersToFill(id, users, { after, limit: 2 });
    found.push(...slice.userIds);
    after = slice.next;
  }
  return found;
}

const history = [
  { at: 1 },
  { at: 2, userId: eve },
  { at: 3, userId: gone },
  { at: 4, type: 'user.deleted', userId: gone },
  { at: 5, userId: bob },
];

const wake = (store: Store, id: number, ...userIds: string[]) => store.wakeUsers(id, userIds, { isRetrying: false });

const claimKeys = async (store: Store, id: number, limit: number) =>
  (await store.claimLanes(id, limit, { holder: 'one', ms: 60_000 })).map(({ key }) => key);

/** Users whom a person has brought into step. */
export function describeBackfill(makeStore: MakeStore): void {
  describe('a backfill', () => {
    it('finds every user once, those that were deleted only where the connector knows them', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, history);
      const { id } = await start(store);
      expect(await toFill(store, id, 'all')).toEqual([ada, eve, bob]);
      await wake(store, id, gone);
      expect(await toFill(store, id, 'all')).toEqual([ada, eve, gone, bob]);
    });

    it('finds users that were never pushed, and those that wait for a person', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, history);
      await plan(store, id);
      const [first, second] = [await claimOne(store, id), await claimOne(store, id)];
      const asks = { kind: 'review', reason: 'keeps_failing', error: 'x' } as const;
      await store.settlePushes(
        [settlementOf(first, { kind: 'done' }, first.wantedSeq), settlementOf(second, asks)],
        none,
      );
      expect(await toFill(store, id, 'review')).toEqual([second.key]);
      expect(await toFill(store, id, 'never')).not.toContain(first.key);
      expect(await toFill(store, id, 'never')).toContain(second.key);
      // What was passed over was never pushed.
      const third = await claimOne(store, id);
      await store.settlePushes([settlementOf(third, { kind: 'park', reason: 'no_email' }, third.wantedSeq)], none);
      expect(await toFill(store, id, 'never')).toContain(third.key);
      expect(await store.namedLanes(id, [third.key])).toMatchObject([{ state: 'parked', pushedAtMs: null }]);
    });

    it('wakes users of a running connector alone, up to the newest event that it knows', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, history);
      const { id } = await start(store);
      await store.switchConnector(id, 'paused', by);
      expect(await wake(store, id, ada)).toBe(false);
      expect(await wake(store, 99, ada)).toBe(false);
      expect(await lanesOf(store, id)).toEqual([]);
      await store.switchConnector(id, 'running', by);
      expect(await wake(store, id, ada, eve)).toBe(true);
      expect(await wake(store, id, ada)).toBe(true);
      expect(await store.namedLanes(id, [eve, 'nobody', ada])).toMatchObject([
        { key: eve, state: 'waiting', wantedSeq: 5, doneSeq: 4 },
        { key: ada, state: 'waiting', wantedSeq: 5 },
      ]);
      expect(await store.nextPushes()).toMatchObject([{ connectorId: id }]);
    });

    it('and a comparison after it walk lanes by user id', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, history);
      const { id } = await start(store);
      await wake(store, id, eve, ada, bob);
      const keys = async (after: string, limit: number) =>
        (await store.lanesByKey(id, { after, limit })).map(({ key }) => key);
      expect(await keys('', 2)).toEqual([ada, bob]);
      expect(await keys(bob, 2)).toEqual([eve]);
    });

    it('tries what waits for a person again only where it is meant to', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const lane = await claimOne(store, id);
      await store.settlePushes([settlementOf(lane, { kind: 'review', reason: 'keeps_failing', error: 'x' })], none);
      await wake(store, id, ada);
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'review', reason: 'keeps_failing' }]);
      await store.wakeUsers(id, [ada], { isRetrying: true });
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'waiting', reason: null, attempts: 0 }]);
    });

    it.each([
      ['taken', { kind: 'done' }],
      ['asked about', { kind: 'review', reason: 'keeps_failing', error: 'x' }],
      ['left out', { kind: 'park', reason: 'ignored' }],
    ] as const)('has a user pushed once more who is being pushed, and was %s', async (_, end) => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const first = await claimOne(store, id);
      expect(await wake(store, id, ada)).toBe(true);
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'running' }]);
      await store.settlePushes([settlementOf(first, end, first.wantedSeq)], none);
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'waiting', reason: null }]);
      const second = await claimOne(store, id);
      await store.settlePushes([settlementOf(second, { kind: 'done' }, second.wantedSeq)], none);
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'idle' }]);
    });

    it('leaves a user alone who was given up for good while being pushed', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const lane = await claimOne(store, id);
      await wake(store, id, ada);
      await store.settlePushes([settlementOf(lane, { kind: 'park', reason: 'never' }, lane.wantedSeq)], none);
      expect(await store.namedLanes(id, [ada])).toMatchObject([{ state: 'parked', reason: 'never' }]);
    });

    it('stands behind live changes, and has half of what is taken while any of them waits', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      const users = Array.from({ length: 8 }, (_, n) => `auth0|u${n}`);
      for (const userId of users) await record(store, { userId });
      await wake(store, id, ...users);
      await recordInTurn(store, [
        { at: 2, userId: 'auth0|u6' },
        { at: 3, userId: 'auth0|u7' },
      ]);
      const { cursorSeq } = (await store.getConnector(id)) ?? { cursorSeq: 0 };
      const wakes = ['auth0|u6', 'auth0|u7'].map((key) => ({ key, isEvent: false, firstSeq: 9, lastSeq: 10 }));
      await store.planPushes([{ connectorId: id, fromSeq: cursorSeq, toSeq: 10, wakes }]);
      // A lane that waits for a live change is not put back by a backfill.
      await wake(store, id, 'auth0|u7');
      expect((await claimKeys(store, id, 1)).toSorted()).toEqual(['auth0|u6']);
      expect(await claimKeys(store, id, 4)).toEqual(['auth0|u7', 'auth0|u0', 'auth0|u1']);
      expect(await claimKeys(store, id, 9)).toEqual(['auth0|u2', 'auth0|u3', 'auth0|u4', 'auth0|u5']);
    });
  });
}
