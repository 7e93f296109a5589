import { describe, expect, it } from 'vitest';
import { type CallAct, type CallResult } from '@/lib/connectors/connector';
import { type Store } from '@/lib/store';
import { by, eve, none, plan, settlementOf, start } from './connector-samples';
import { claimAll, done, linkTo, settle } from './record-samples';
import { ada, type MakeStore, openForTest, record, recordInTurn, t0 } from './world';

const bob = 'auth0|bob';

/** What is read about records, and about the users that they are matched by. */
export function describeRecordReads(makeStore: MakeStore): void {
  describe('a record at the other side', () => {
    it('is known with the users that are linked to it, and whether they live', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve, bob]);
      for (const lane of lanes) {
        await settle(store, lane, done, { link: linkTo(lane.key === bob ? 'r2' : 'r1'), isOpen: false });
      }
      await record(store, { userId: eve, type: 'user.deleted', at: 9 });
      expect(await store.lanesOfRecord(id, 'r1')).toEqual([
        { key: ada, role: 'writer', isLive: true },
        { key: eve, role: 'follower', isLive: false },
      ]);
      expect(await store.recordLink(id, bob)).toEqual(linkTo('r2'));
      expect(await store.recordLink(id, 'nobody')).toBeNull();
      expect(await store.lanesOfRecord(id, 'r9')).toEqual([]);
      expect(await store.lanesOfRecord(id + 1, 'r1')).toEqual([]);
      expect([await store.linkCount(id), await store.linkCount(id + 1)]).toEqual([3, 0]);
    });

    it('is deactivated once when the other side has done it, however often', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      const [lane, other] = lanes;
      if (lane === undefined || other === undefined) throw new Error('No lane');
      const callOf = (act: CallAct, result: CallResult, atMs: number) => ({
        ...{ eventId: null, eventType: null, act, targets: ['auth0_status'], atMs, tookMs: 1 },
        ...{ status: 200, result, excerpt: null },
      });
      const atMs = store.nowMs();
      const calls = [
        callOf('deactivate', 'done', atMs),
        callOf('archive', 'done', atMs),
        callOf('deactivate', 'failed', atMs),
        callOf('update', 'done', atMs),
      ];
      const early = [callOf('archive', 'done', atMs - 60_000), callOf('deactivate', 'failed', atMs)];
      const settled = [
        { ...settlementOf(other, done, other.wantedSeq), calls: early },
        { ...settlementOf(lane, done, lane.wantedSeq), calls },
      ];
      await store.settlePushes(settled, none);
      expect(await store.deactivatedSince(id, atMs - 1_000)).toEqual([ada]);
      expect((await store.deactivatedSince(id, 0)).toSorted()).toEqual([ada, eve]);
      expect(await store.deactivatedSince(id + 1, 0)).toEqual([]);
      const [newest] = (await store.listCalls(id, {}, { limit: 1 })).items;
      expect(newest).toMatchObject({ act: 'update', targets: ['auth0_status'] });
    });
  });

  describe('what waits for a person', () => {
    it('is listed over all connectors, by connector and by reason, page by page, and counted', async () => {
      const store = await openForTest(makeStore);
      const first = await start(store, 'First');
      const second = await start(store, 'Second');
      const gone = await start(store, 'Gone');
      await recordInTurn(store, [{ userId: ada }, { userId: eve }]);
      for (const { id } of [first, second, gone]) {
        await plan(store, id);
        for (const lane of await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 })) {
          const reason = lane.key === ada ? ('email_taken' as const) : ('record_gone' as const);
          await settle(store, lane, { kind: 'review', reason, error: 'x' });
        }
      }
      await store.deleteConnector(gone.id, by);
      const of = async (query: Parameters<Store['listReviews']>[0], page = {}) =>
        (await store.listReviews(query, { limit: 9, ...page })).items.map(({ connectorId, key }) => [connectorId, key]);
      const all = [
        [second.id, eve],
        [second.id, ada],
        [first.id, eve],
        [first.id, ada],
      ];
      expect(await of({})).toEqual(all);
      const page = await store.listReviews({}, { limit: 3 });
      expect(await of({}, { before: page.older })).toEqual(all.slice(3));
      expect(await of({}, { after: page.items[2]?.seq })).toEqual(all.slice(0, 2));
      expect(await of({ connectorId: first.id })).toEqual(all.slice(2));
      expect(await of({ reasons: ['email_taken'] })).toEqual([all[1], all[3]]);
      expect(await of({ reasons: ['email_taken', 'record_gone'] }, { limit: 2 })).toEqual(all.slice(0, 2));
      expect(await of({ connectorId: second.id, reasons: ['email_taken', 'no_record'] })).toEqual([all[1]]);
      expect(await of({ connectorId: gone.id })).toEqual([]);
      expect(await store.reviewCounts()).toEqual(
        [first.id, second.id].flatMap((connectorId) => [
          { connectorId, reason: 'email_taken', count: 1 },
          { connectorId, reason: 'record_gone', count: 1 },
        ]),
      );
      const sinceMs = Math.max(...page.items.map(({ waitingSinceMs }) => waitingSinceMs ?? 0));
      expect(await of({ sinceMs: 1 })).toEqual(all);
      expect((await store.listReviews({ sinceMs }, { limit: 9 })).items.length).toBeGreaterThan(0);
      expect(await of({ sinceMs: sinceMs + 1 })).toEqual([]);
      expect(await of({ sinceMs: sinceMs + 1, connectorId: first.id })).toEqual([]);
      expect(await of({ sinceMs: sinceMs + 1, reasons: ['email_taken'] })).toEqual([]);
      expect(await store.reviewCounts(sinceMs + 1)).toEqual([]);
      await store.decideLane(first.id, { key: ada, isEvent: false }, { act: 'skip' }, by);
      expect(await of({ reasons: ['email_taken'] })).toEqual([all[1]]);
    });
  });

  describe('users that may share a record', () => {
    it('are known by their former addresses, each as verified as it was, in the order of events', async () => {
      const store = await openForTest(makeStore);
      const is = (email: string, isVerified: boolean) => ({ email, email_verified: isVerified });
      await recordInTurn(store, [
        { at: 1, object: is('a@x.test', false) },
        { at: 2, object: is('b@x.test', true) },
        { at: 4, object: is('c@x.test', false) },
        { at: 5, object: { ...is('c@x.test', true), name: 'Ada' } },
        { at: 3, object: is('late@x.test', false) },
        { at: 9, type: 'user.deleted', object: is('c@x.test', true) },
      ]);
      expect(await store.emailsBefore(ada)).toEqual([
        { email: 'late@x.test', isVerified: false },
        { email: 'b@x.test', isVerified: true },
        { email: 'a@x.test', isVerified: false },
      ]);
      expect(await store.emailsBefore('nobody')).toEqual([]);
    });

    it('are found by the account that was linked into them, while they live and have it', async () => {
      const store = await openForTest(makeStore);
      const identity = (id: string) => ({ provider: 'auth0', user_id: id, connection: 'Users' });
      const linked = { identities: [identity('ada'), identity('bob')] };
      const at = t0 + 10_000;
      await record(store, { at: 1, object: { identities: [identity('ada')] } }, at);
      await record(store, { at: 1, userId: bob, object: { identities: [identity('bob')] } }, at);
      expect(await store.userWithIdentity(bob)).toBeNull();
      await record(store, { at: 3, userId: bob, type: 'user.deleted' }, at);
      expect(await store.userWithIdentity(bob)).toBeNull();
      await record(store, { at: 4, object: linked }, at);
      expect(await store.userWithIdentity(bob)).toBe(ada);
      expect(await store.userWithIdentity(ada)).toBeNull();
      expect(await store.userWithIdentity('nobody')).toBeNull();
      await record(store, { at: 6, object: { identities: [identity('ada')] } }, at);
      expect(await store.userWithIdentity(bob)).toBeNull();
    });

    it('are found by an address that they have verified, in any case of its letters', async () => {
      const store = await openForTest(makeStore);
      const has = (email: string, isVerified: boolean) => ({ email, email_verified: isVerified });
      await recordInTurn(store, [
        { at: 1, object: has('Ada@x.test', true) },
        { at: 2, userId: eve, object: has('ada@x.test', true) },
        { at: 3, userId: bob, object: has('bob@x.test', false) },
      ]);
      expect(await store.liveUserByEmail('ADA@x.test', bob)).toBe(ada);
      expect(await store.liveUserByEmail('ada@x.test', ada)).toBe(eve);
      expect(await store.liveUserByEmail('bob@x.test', ada)).toBeNull();
      await record(store, { at: 9, userId: eve, type: 'user.deleted' });
      expect(await store.liveUserByEmail('ada@x.test', ada)).toBeNull();
    });
  });
}
