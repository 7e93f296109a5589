import { describe, expect, it } from 'vitest';
import { type Store } from '@/lib/store';
import { by, claimOne, eve, lanesOf, none, plan, settlementOf, start } from './connector-samples';
import { claimAll, done, laneOf, linkTo, settle } from './record-samples';
import { ada, type MakeStore, openForTest, record } from './world';

const actionsOf = async (store: Store) =>
  (await store.listAudit({ limit: 20 })).items.filter(({ action }) => /^(link|review)_/.test(action));

/** What lanes know of records at the other side. */
export function describeLaneLinks(makeStore: MakeStore): void {
  describe('the link of a lane', () => {
    it('comes with a settlement, stays with one that says nothing of it, and goes with one that says so', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada]);
      const [lane] = lanes;
      if (lane === undefined) throw new Error('No lane');
      expect(lane).toMatchObject({ link: null, isOpen: false, decision: null });
      expect(lane.waitingSinceMs).not.toBeNull();
      await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      const line = { recordId: 'r1', role: 'writer', state: 'active', origin: 'created', linkedAtMs: 5 };
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'idle', link: line, facts: null });
      await record(store, {});
      await plan(store, id);
      const second = await claimOne(store, id);
      expect(second).toMatchObject({ link: linkTo('r1'), isOpen: false });
      await settle(store, second, done);
      expect(await laneOf(store, id, ada)).toMatchObject({ link: line });
      await record(store, {});
      await plan(store, id);
      await settle(
        store,
        await claimOne(store, id),
        { kind: 'park', reason: 'no_email' },
        { link: null, isOpen: false },
      );
      expect(await laneOf(store, id, ada)).toMatchObject({
        state: 'parked',
        reason: 'no_email',
        dueMs: null,
        link: null,
      });
      expect(await store.laneCounts(id)).toMatchObject({ parked: 1 });
      expect(await store.oldestWaitingMs(id)).toBeNull();
    });

    it('C3: is open from the moment of a claim until a settlement says that it is known how the push ended', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, {});
      await plan(store, id);
      await store.claimLanes(id, 1, { holder: 'one', ms: -1 });
      const again = await claimOne(store, id);
      expect(again).toMatchObject({ isOpen: true });
      await settle(store, again, { kind: 'later', atMs: 0 }, { link: linkTo('r1'), isOpen: true });
      const third = await claimOne(store, id);
      expect(third).toMatchObject({ isOpen: true });
      await settle(store, third, { kind: 'later', atMs: 0 });
      const fourth = await claimOne(store, id);
      expect(fourth).toMatchObject({ isOpen: false });
      // Nothing was tried: what was known before is not known better.
      await store.settlePushes([{ ...settlementOf(fourth, { kind: 'later', atMs: 0 }), calls: [] }], none);
      expect(await claimOne(store, id)).toMatchObject({ isOpen: true });
    });

    it('follows where another lane of the connector is the writer of the record', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      for (const lane of lanes) await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      expect(await laneOf(store, id, ada)).toMatchObject({ link: { recordId: 'r1', role: 'writer' } });
      expect(await laneOf(store, id, eve)).toMatchObject({ link: { recordId: 'r1', role: 'follower' } });
      const other = await start(store, 'Other');
      await store.wakeUsers(other.id, [ada, eve], { isRetrying: false });
      await settle(store, await claimOne(store, other.id), done, { link: linkTo('r1'), isOpen: false });
      expect((await lanesOf(store, other.id)).flatMap(({ link }) => link?.role ?? [])).toEqual(['writer']);
    });

    it('leaves a line in the audit trail when it moves from one record to another', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada]);
      for (const lane of lanes) await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      expect(await actionsOf(store)).toEqual([]);
      await record(store, {});
      await plan(store, id);
      await settle(store, await claimOne(store, id), done, { link: linkTo('r2', { origin: 'merged' }), isOpen: false });
      expect(await actionsOf(store)).toMatchObject([
        { action: 'link_moved', actor: 'Streamgauge', detail: { from: 'r1', to: 'r2', user: ada } },
      ]);
    });

    it('is noted as moved by the claim of a push, too, and followers go with a merge', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      for (const lane of lanes) await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      await record(store, {});
      await plan(store, id);
      const link = linkTo('r2', { origin: 'merged' });
      const claimed = await claimOne(store, id);
      expect(await store.claimRecord(claimed, link)).toBe(true);
      await settle(store, claimed, done, { link, isOpen: false });
      expect(await actionsOf(store)).toMatchObject([{ action: 'link_moved', detail: { from: 'r1', to: 'r2' } }]);
      expect(await laneOf(store, id, eve)).toMatchObject({ state: 'idle', link: { recordId: 'r2', role: 'follower' } });
    });

    it('wakes a follower where a person or a push takes the record from its writer', async () => {
      for (const isPerson of [true, false]) {
        const store = await openForTest(makeStore);
        const { id, lanes } = await claimAll(store, [ada, eve]);
        for (const lane of lanes) await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
        if (isPerson) await store.decideLane(id, { key: ada, isEvent: false }, { act: 'unlink' }, by);
        else {
          await record(store, {});
          await plan(store, id);
          await settle(store, await claimOne(store, id), done, { link: null, isOpen: false });
        }
        expect(await laneOf(store, id, eve)).toMatchObject({ state: 'waiting', link: { recordId: 'r1' } });
      }
    });

    it('passes to another user, who is pushed in full, and whose lane is made where there is none', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada]);
      const [lane] = lanes;
      if (lane === undefined) throw new Error('No lane');
      const handOver = { userId: eve };
      await settle(store, lane, done, { link: linkTo('r1', { state: 'deactivated' }), isOpen: false, handOver });
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'idle', link: null });
      expect(await claimOne(store, id)).toMatchObject({
        ...{ key: eve, isOpen: true },
        link: { recordId: 'r1', role: 'writer', state: 'deactivated', origin: 'inherited', sent: {} },
      });
      expect(await actionsOf(store)).toMatchObject([{ action: 'link_made', actor: 'Streamgauge' }]);
    });

    it('passes from its writer to a follower', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      for (const lane of lanes) await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      await record(store, {});
      await plan(store, id);
      const found = { link: linkTo('r1'), isOpen: false, handOver: { userId: eve } };
      await settle(store, await claimOne(store, id), done, found);
      expect(await laneOf(store, id, ada)).toMatchObject({ link: null });
      expect(await laneOf(store, id, eve)).toMatchObject({ state: 'waiting', link: { role: 'writer' } });
    });

    it('does not pass to a lane that is pushed, or has another record: the push that gives it looks again', async () => {
      const store = await openForTest(makeStore);
      const [bob, dan] = ['auth0|bob', 'auth0|dan'];
      const { id, lanes } = await claimAll(store, [ada, bob, eve, dan]);
      const [adas, bobs, eves] = lanes;
      if (adas === undefined || bobs === undefined || eves === undefined) throw new Error('No lanes');
      await settle(store, eves, done, { link: linkTo('r3'), isOpen: false });
      await settle(store, adas, done, { link: linkTo('r1'), isOpen: false, handOver: { userId: eve } });
      await settle(store, bobs, done, { link: linkTo('r2'), isOpen: false, handOver: { userId: dan } });
      for (const userId of [ada, bob]) expect(await laneOf(store, id, userId)).toMatchObject({ state: 'waiting' });
      expect(await laneOf(store, id, eve)).toMatchObject({ state: 'idle', link: { recordId: 'r3', role: 'writer' } });
      expect(await laneOf(store, id, dan)).toMatchObject({ state: 'running', link: null });
    });
  });

  describe('what a person needs to know about a lane', () => {
    it('is kept while it is asked, and forgotten when the lane goes on', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      const facts = { candidates: [{ recordId: 'r9', by: 'email' as const, userId: null }], refused: { email: 'x' } };
      const review = { kind: 'review', reason: 'email_unverified', error: 'x', facts } as const;
      for (const lane of lanes) await settle(store, lane, review, { link: null, isOpen: false });
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'review', reason: 'email_unverified', facts });
      await record(store, {});
      await plan(store, id);
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'waiting', reason: null, facts: null });
      await store.actOnLane(id, { key: eve, isEvent: false }, 'push', by);
      expect(await laneOf(store, id, eve)).toMatchObject({ state: 'waiting', facts: null });
    });
  });
}
