import { describe, expect, it } from 'vitest';
import { type ConnectorStore } from '@/lib/connectors/connector-store';
import { type LaneVerdict } from '@/lib/connectors/records/decide-lane';
import { type Store } from '@/lib/store';
import { by, claimOne, eve, lanesOf, plan, start } from './connector-samples';
import { claimAll, done, laneOf, linkTo, settle } from './record-samples';
import { ada, type MakeStore, openForTest, record } from './world';

const facts = { candidates: [], refused: { phone: 'no number' } };
const review = { kind: 'review', reason: 'value_refused', error: 'x', facts } as const;

/** Lanes of two users that share record `r1`: the first writes it, and waits for a person; the second is in step. */
async function shared(store: Store) {
  const { id, lanes } = await claimAll(store, [ada, eve]);
  const [adas, eves] = lanes;
  if (adas === undefined || eves === undefined) throw new Error('No lanes');
  await settle(store, adas, review, { link: linkTo('r1'), isOpen: false });
  await settle(store, eves, done, { link: linkTo('r1'), isOpen: false });
  return id;
}

const decide = (store: ConnectorStore, id: number, key: string, verdict: LaneVerdict) =>
  store.decideLane(id, { key, isEvent: false }, verdict, by);

/** What people decide about users' records. */
export function describeLaneDecisions(makeStore: MakeStore): void {
  describe('a decision about a lane', () => {
    it('applies to a lane that waits for a person, once, and leaves a line in the audit trail', async () => {
      const store = await openForTest(makeStore);
      const id = await shared(store);
      expect(await decide(store, id, ada, { act: 'leave_out' })).toMatchObject({
        isChanged: true,
        lane: { state: 'waiting', reason: null, facts: null, link: { recordId: 'r1' } },
      });
      expect(await decide(store, id, ada, { act: 'leave_out' })).toMatchObject({ isChanged: false });
      expect(await decide(store, id, 'nobody', { act: 'skip' })).toBeNull();
      const [entry] = (await store.listAudit({ limit: 1 })).items;
      expect(entry).toMatchObject({
        ...{ action: 'review_resolved', actor: by.actor, target: `connector/${id}` },
        detail: { act: 'leave_out', user: ada, reason: 'value_refused', recordId: 'r1' },
      });
      expect(await claimOne(store, id)).toMatchObject({
        ...{ key: ada, isOpen: false },
        link: { sent: { email: 'a@x.test', phone: 'no number' } },
      });
    });

    it('has no say about a record that a push takes first: one live user writes it, and a deleted one gives it up', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      const [adas, eves] = lanes;
      if (adas === undefined || eves === undefined) throw new Error('No lanes');
      expect(await store.claimRecord(adas, linkTo('r1'))).toBe(true);
      expect(await store.claimRecord(adas, linkTo('r1'))).toBe(true);
      expect(await store.claimRecord(eves, linkTo('r1'))).toBe(false);
      expect(await store.claimRecord({ ...eves, token: 'another' }, linkTo('r2'))).toBe(false);
      expect(await laneOf(store, id, ada)).toMatchObject({
        state: 'running',
        link: { recordId: 'r1', role: 'writer' },
      });
      expect(await laneOf(store, id, eve)).toMatchObject({ link: null });
      await record(store, { type: 'user.deleted', at: 50 });
      expect(await store.claimRecord(eves, linkTo('r1'))).toBe(true);
      expect(await laneOf(store, id, ada)).toMatchObject({ link: null });
    });

    it('does not apply to a lane that is pushed', async () => {
      const store = await openForTest(makeStore);
      const { id } = await claimAll(store, [ada]);
      expect(await decide(store, id, ada, { act: 'link', recordId: 'r1' })).toMatchObject({
        isChanged: false,
        lane: { state: 'running', link: null },
      });
    });

    it('is known to the next push, and to every one until that has ended', async () => {
      const store = await openForTest(makeStore);
      const id = await shared(store);
      await decide(store, id, ada, { act: 'create' });
      const lane = await claimOne(store, id);
      expect(lane).toMatchObject({ link: null, decision: 'create' });
      await settle(store, lane, { kind: 'retry', atMs: 0, error: 'x' }, { link: null, isOpen: true });
      const again = await claimOne(store, id);
      expect(again).toMatchObject({ decision: 'create', isOpen: true });
      await settle(store, again, done, { link: linkTo('r2'), isOpen: false });
      await record(store, {});
      await plan(store, id);
      // The follower of the record that was left is due, too.
      const lanes = await store.claimLanes(id, 2, { holder: 'one', ms: 60_000 });
      expect(lanes.find(({ key }) => key === ada)).toMatchObject({ decision: null, link: { recordId: 'r2' } });
    });

    it('that confirms a deletion ends with the next change of the user, and outlasts what a person wakes', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada]);
      const [lane] = lanes;
      if (lane === undefined) throw new Error('No lane');
      const asks = { kind: 'review', reason: 'deletion_unconfirmed', error: 'x' } as const;
      await settle(store, lane, asks, { link: linkTo('r1'), isOpen: false });
      await decide(store, id, ada, { act: 'confirm_deletion' });
      await store.wakeUsers(id, [ada], { isRetrying: true });
      const first = await claimOne(store, id);
      expect(first).toMatchObject({ decision: 'deletion_confirmed' });
      // The user is made anew while the push is under way, which fails.
      await record(store, { type: 'user.created', at: 50 });
      await plan(store, id);
      await settle(store, first, { kind: 'retry', atMs: 0, error: 'x' }, { link: linkTo('r1'), isOpen: true });
      const second = await claimOne(store, id);
      expect(second).toMatchObject({ decision: null });
      await settle(store, second, asks, { link: linkTo('r1'), isOpen: false });
      await decide(store, id, ada, { act: 'confirm_deletion' });
      await record(store, { type: 'user.deleted', at: 60 });
      await plan(store, id);
      expect(await claimOne(store, id)).toMatchObject({ decision: null });
    });

    it('swaps the writer and a follower', async () => {
      const store = await openForTest(makeStore);
      const id = await shared(store);
      expect(await decide(store, id, ada, { act: 'make_writer' })).toMatchObject({ isChanged: false });
      expect(await decide(store, id, eve, { act: 'make_writer' })).toMatchObject({
        isChanged: true,
        lane: { state: 'waiting', link: { recordId: 'r1', role: 'writer' } },
      });
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'review', link: { role: 'follower' } });
      expect(await claimOne(store, id)).toMatchObject({ key: eve, isOpen: true, link: { sent: {} } });
      expect((await store.listAudit({ limit: 1 })).items).toMatchObject([{ action: 'link_moved' }]);
    });

    it('makes the writer of a record in one deed that another lane writes, of a user who shares none yet', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      const [adas, eves] = lanes;
      if (adas === undefined || eves === undefined) throw new Error('No lanes');
      await settle(store, adas, done, { link: linkTo('r1'), isOpen: false });
      const asks = { kind: 'review', reason: 'linked_to_other_user', error: 'x' } as const;
      await settle(store, eves, asks, { link: null, isOpen: false });
      expect(await decide(store, id, eve, { act: 'make_writer', recordId: 'r1' })).toMatchObject({
        isChanged: true,
        lane: { state: 'waiting', link: { recordId: 'r1', role: 'writer', origin: 'person' } },
      });
      expect(await laneOf(store, id, ada)).toMatchObject({ link: { recordId: 'r1', role: 'follower' } });
      expect((await store.listAudit({ limit: 2 })).items.map(({ action }) => action)).toEqual([
        'link_moved',
        'connector_started',
      ]);
    });

    it('links to a record that another lane writes as a follower', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada, eve]);
      for (const [index, lane] of lanes.entries()) {
        await settle(store, lane, done, { link: linkTo(`r${index}`), isOpen: false });
      }
      await decide(store, id, eve, { act: 'link', recordId: 'r0' });
      expect(await laneOf(store, id, eve)).toMatchObject({
        ...{ state: 'waiting', link: { recordId: 'r0', role: 'follower', origin: 'person', linkedAtMs: by.atMs } },
      });
      expect((await store.listAudit({ limit: 1 })).items).toMatchObject([{ action: 'link_made' }]);
      await decide(store, id, ada, { act: 'unlink' });
      expect(await laneOf(store, id, ada)).toMatchObject({ state: 'parked', reason: 'unlinked', link: null });
      expect((await store.listAudit({ limit: 1 })).items).toMatchObject([
        { action: 'link_removed', detail: { recordId: 'r0' } },
      ]);
    });

    it('keeps what may stand at the other side, for as long as the user has that record', async () => {
      const store = await openForTest(makeStore);
      const { id, lanes } = await claimAll(store, [ada]);
      const [lane] = lanes;
      if (lane === undefined) throw new Error('No lane');
      await settle(store, lane, done, { link: linkTo('r1'), isOpen: false });
      const fields = [{ target: 'phone', ours: '1', theirs: '2' }];
      const accepted = { phone: { ours: '1', theirs: '2' } };
      expect(await decide(store, id, ada, { act: 'accept', fields })).toMatchObject({ isChanged: true });
      expect((await store.listAudit({ limit: 1 })).items).toMatchObject([{ action: 'values_accepted' }]);
      expect(await store.recordLink(id, ada)).toMatchObject({ recordId: 'r1', sent: { phone: '1' }, accepted });
      expect(await store.writerLanes(id, { after: '', limit: 9 })).toMatchObject([
        { key: ada, state: 'idle', link: { recordId: 'r1', accepted } },
      ]);
      expect(await store.writerLanes(id, { after: 'r1', limit: 9 })).toEqual([]);
      await decide(store, id, ada, { act: 'link', recordId: 'r2' });
      expect((await store.recordLink(id, ada))?.accepted).toBeUndefined();
    });

    it('never is ended by no change and by no filling, but by a person who has it pushed', async () => {
      const store = await openForTest(makeStore);
      const id = await shared(store);
      await decide(store, id, eve, { act: 'never' });
      await record(store, { userId: eve });
      await plan(store, id);
      await store.wakeUsers(id, [eve], { isRetrying: true });
      expect(await laneOf(store, id, eve)).toMatchObject({ state: 'parked', reason: 'never', dueMs: null });
      expect(await store.actOnLane(id, { key: eve, isEvent: false }, 'push', by)).toMatchObject({
        ...{ isChanged: true, lane: { state: 'waiting', reason: null } },
      });
    });

    it('does not apply to what stands for a single event', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { id: 'evt_none', type: 'x.happened', envelope: { data: {} } });
      await plan(store, id);
      const lane = await claimOne(store, id);
      await settle(store, lane, { kind: 'review', reason: 'keeps_failing', error: 'x' });
      const asked = { key: 'evt_none', isEvent: true };
      expect(await store.decideLane(id, asked, { act: 'skip' }, by)).toMatchObject({ isChanged: false });
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'review' }]);
    });
  });
}
