import { describe, expect, it } from 'vitest';
import { type HoldReason } from '@/lib/connectors/connector';
import { by, claimOne, config, eve, lanesOf, none, plan, settlementOf, start } from './connector-samples';
import { ada, type MakeStore, openForTest, record, recordInTurn, type StoreHarness, t0 } from './world';

/** The lanes of users in connectors. */
export function describeLanes(makeStore: MakeStore, harness: StoreHarness): void {
  describe('a lane', () => {
    it('is one for each subject, and one for each event without a subject', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, [
        { at: 1 },
        { at: 2 },
        { at: 3, userId: eve },
        { id: 'evt_none', type: 'x.happened', envelope: { data: {} } },
        { id: 'evt_test', userId: eve, isTest: true },
      ]);
      await plan(store, id);
      expect(await lanesOf(store, id)).toMatchObject([
        { key: 'evt_none', isEvent: true, wantedSeq: 4, doneSeq: 3 },
        { key: eve, isEvent: false, wantedSeq: 3, doneSeq: 2 },
        { key: ada, isEvent: false, wantedSeq: 2, doneSeq: 0 },
      ]);
      expect(await store.lanesOfUser(eve)).toMatchObject([{ connectorId: id, key: eve }]);
    });

    it('is woken once for each event, whoever plans', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      const plans = [{ connectorId: id, fromSeq: 0, toSeq: 1, wakes: [] }];
      expect(await store.planPushes(plans)).toBe(1);
      expect(await store.planPushes(plans)).toBe(0);
    });

    it('is given to one process, and to another when its lease has ended', async () => {
      const store = await openForTest(makeStore);
      const other = await harness.openAgain(store);
      try {
        const { id } = await start(store);
        await record(store, { at: 1 });
        await plan(store, id);
        const first = await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 });
        expect(first).toMatchObject([{ key: ada, doneSeq: 0, wantedSeq: 1 }]);
        expect(await other.claimLanes(id, 9, { holder: 'one', ms: 60_000 })).toEqual([]);
        const eveId = (await start(store, 'Second')).id;
        await record(store, { at: 2, userId: eve });
        await plan(store, eveId);
        await store.claimLanes(eveId, 9, { holder: 'one', ms: -1 });
        const [again] = await other.claimLanes(eveId, 9, { holder: 'one', ms: 60_000 });
        expect(again).toMatchObject({ key: eve });
      } finally {
        await other.close();
      }
    });

    it('is handed out under the newest settings alone', async () => {
      const store = await openForTest(makeStore);
      const { id, name, configVersion } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const change = {
        name,
        config: { ...config, types: ['user.created'] },
        ifVersion: configVersion,
        changed: ['types'],
      };
      const saved = await store.changeConnector(id, change, by);
      const claim = (version: number | undefined) =>
        store.claimLanes(id, 9, {
          holder: 'one',
          ms: 60_000,
          ...(version !== undefined && { configVersion: version }),
        });
      expect(await claim(configVersion)).toEqual([]);
      expect(await claim(saved?.connector.configVersion)).toMatchObject([{ key: ada }]);
    });

    it('is due at once when a process comes that bears the name of its holder, and not when another does', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      await claimOne(store, id);
      expect(await store.releaseLanes('on')).toBe(0);
      expect(await store.releaseLanes('one')).toBe(1);
      expect(await claimOne(store, id)).toMatchObject({ key: ada });
    });

    it('goes idle when everything was taken, and waits again when it was woken meanwhile', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const lane = await claimOne(store, id);
      await record(store, { at: 2 });
      await plan(store, id);
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'running', wantedSeq: 2 }]);
      await store.settlePushes([settlementOf(lane, { kind: 'done' }, 1)], none);
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'waiting', doneSeq: 1 }]);
      const second = await claimOne(store, id);
      await store.settlePushes([settlementOf(second, { kind: 'done' }, 2)], none);
      expect(await lanesOf(store, id)).toMatchObject([
        { state: 'idle', dueMs: null, waitingSinceMs: null, doneSeq: 2 },
      ]);
      expect(await store.oldestWaitingMs(id)).toBeNull();
      expect(await store.laneCounts(id)).toEqual({
        ...{ idle: 1, waiting: 0, running: 0, retrying: 0, review: 0, parked: 0 },
      });
    });

    it('C7: is not settled by a process whose lease has ended', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const [late] = await store.claimLanes(id, 1, { holder: 'one', ms: -1 });
      if (late === undefined) throw new Error('No lane');
      const second = await claimOne(store, id);
      expect(
        await store.settlePushes([settlementOf(late, { kind: 'review', reason: 'keeps_failing', error: 'x' })], none),
      ).toBe(1);
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'running', attempts: 0 }]);
      expect(await store.settlePushes([settlementOf(second, { kind: 'done' }, 1)], none)).toBe(0);
      // A settlement whose answer was lost is repeated: it counts once.
      expect(await store.settlePushes([settlementOf(second, { kind: 'done' }, 1)], none)).toBe(1);
      expect((await store.listCalls(id, {}, { limit: 9 })).items).toHaveLength(1);
    });

    it('is retried, waits for a person, and goes on as that person says', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, [
        { id: 'evt_1', at: 1 },
        { id: 'evt_2', at: 2 },
      ]);
      await plan(store, id);
      const at = { key: ada, isEvent: false };
      const retry = { kind: 'retry', atMs: 0, error: '500' } as const;
      await store.settlePushes([settlementOf(await claimOne(store, id), retry)], none);
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'retrying', attempts: 1, error: '500' }]);
      const review = { kind: 'review', reason: 'keeps_failing', error: '500' } as const;
      await store.settlePushes([settlementOf(await claimOne(store, id), review)], none);
      expect(await lanesOf(store, id)).toMatchObject([{ state: 'review', dueMs: null, reason: 'keeps_failing' }]);
      expect(await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 })).toEqual([]);
      expect(await store.actOnLane(id, at, 'skip', by)).toMatchObject({
        isChanged: true,
        lane: { state: 'waiting', doneSeq: 1 },
      });
      expect(await store.actOnLane(id, at, 'skip', by)).toMatchObject({ isChanged: false });
      expect(await store.actOnLane(id, { ...at, key: 'nobody' }, 'push', by)).toBeNull();
      expect((await store.listCalls(id, { results: ['skipped'] }, { limit: 9 })).items).toMatchObject([
        { eventId: 'evt_1', laneKey: ada },
      ]);
      const lane = await claimOne(store, id);
      expect(await store.laneEvents(lane, lane.doneSeq, 9)).toMatchObject([{ id: 'evt_2', seq: 2 }]);
    });

    it('keeps its events in order, none beyond what it was woken for', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, [{ id: 'evt_1' }, { id: 'evt_x', userId: eve }, { id: 'evt_2' }]);
      await plan(store, id);
      await record(store, { id: 'evt_3' });
      const lanes = await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 });
      const lane = lanes.find(({ key }) => key === ada);
      if (lane === undefined) throw new Error('No lane');
      const events = await store.laneEvents(lane, lane.doneSeq, 9);
      expect(events.map((event) => event.id)).toEqual(['evt_1', 'evt_2']);
      expect(new TextDecoder().decode(events[0]?.body)).toContain('"evt_1"');
    });

    it('is found by state and by the beginning of its key, page by page', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      for (let n = 0; n < 5; n += 1) await record(store, { userId: `auth0|${n}` });
      await plan(store, id);
      const first = await store.listLanes(id, { states: ['waiting', 'idle'] }, { limit: 3 });
      expect(first.items.map(({ key }) => key)).toEqual(['auth0|4', 'auth0|3', 'auth0|2']);
      const rest = await store.listLanes(id, {}, { limit: 3, before: first.older ?? 0 });
      expect(rest.items.map(({ key }) => key)).toEqual(['auth0|1', 'auth0|0']);
      expect((await store.listLanes(id, { q: 'auth0|3' }, { limit: 9 })).items).toHaveLength(1);
      expect((await store.listLanes(id, { states: ['review'] }, { limit: 9 })).items).toEqual([]);
    });
  });

  describe('a mirrored user', () => {
    it('reads users as they are mirrored, deleted ones too', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [
        { at: 1, object: { name: 'Ada', blocked: true } },
        { at: 2, userId: eve },
        { at: 9, type: 'user.deleted', userId: eve },
        { at: 5, userId: eve, object: { name: 'Late' } },
      ]);
      expect(await store.carriedUsers([ada, 'nobody', eve])).toMatchObject([
        { userId: ada, profile: { name: 'Ada' }, isBlocked: true, deletedAtMs: null, newestEventMs: t0 + 1_000 },
        { userId: eve, deletedAtMs: t0 + 9_000, newestEventMs: t0 + 9_000 },
      ]);
    });

    it('knows which fields an event has changed, where the row was there before', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [
        { at: 1, object: { name: 'Ada' } },
        { at: 2, object: { name: 'Ada', logins_count: 1 } },
        { at: 3, object: { name: 'Ada', logins_count: 1 } },
      ]);
      expect(await store.eventsAfter(0, 9)).toMatchObject([
        { seq: 1, rowChanged: true, fields: null },
        { seq: 2, rowChanged: true, fields: ['logins_count'] },
        { seq: 3, rowChanged: false },
      ]);
    });
  });

  describe('what pushes find out', () => {
    it('makes a connector wait, or holds it, with its work kept', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, [{ at: 1 }, { at: 2, userId: eve }]);
      await plan(store, id);
      const lane = await claimOne(store, id);
      const untilMs = store.nowMs() + 90_000;
      const later = settlementOf(lane, { kind: 'later', atMs: untilMs });
      await store.settlePushes([later], [{ connectorId: id, finding: { kind: 'quiet', untilMs, reason: 'asked' } }]);
      expect(await store.getConnector(id)).toMatchObject({ quietUntilMs: untilMs, quietReason: 'asked' });
      expect(await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 })).toEqual([]);
      expect(await store.nextPushes()).toEqual([{ connectorId: id, atMs: untilMs }]);
      await store.settlePushes([], [{ connectorId: id, finding: { kind: 'answering' } }]);
      // Another request was answered: the pause that was asked for holds, and no shorter one takes its place.
      expect(await store.getConnector(id)).toMatchObject({ quietUntilMs: untilMs, quietReason: 'asked' });
      const shorter = { kind: 'quiet' as const, untilMs: untilMs - 1, reason: 'outage' as const };
      await store.settlePushes([], [{ connectorId: id, finding: shorter }]);
      expect(await store.getConnector(id)).toMatchObject({ quietUntilMs: untilMs, quietReason: 'asked' });
      const longer = { ...shorter, untilMs: untilMs + 1 };
      await store.settlePushes([], [{ connectorId: id, finding: longer }]);
      await store.settlePushes([], [{ connectorId: id, finding: { kind: 'answering' } }]);
      expect(await store.getConnector(id)).toMatchObject({ quietUntilMs: null, quietReason: null });
      await store.settlePushes([], [{ connectorId: id, finding: { kind: 'hold', reason: 'endpoint_gone' } }]);
      expect(await store.getConnector(id)).toMatchObject({ state: 'held', holdReason: 'endpoint_gone', stateBy: null });
      expect(await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 })).toEqual([]);
      expect(await store.nextPushes()).toEqual([]);
      await store.switchConnector(id, 'running', by);
      expect(await store.getConnector(id)).toMatchObject({ state: 'running', holdReason: null });
      expect(await claimOne(store, id)).toMatchObject({ key: eve });
    });

    it('leaves a mark at the newest event where a person goes on after many deletions', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      const hold = (reason: HoldReason) =>
        store.settlePushes([], [{ connectorId: id, finding: { kind: 'hold', reason } }]);
      await hold('endpoint_gone');
      await store.switchConnector(id, 'running', by);
      expect(await store.getConnector(id)).toMatchObject({ deletionsConfirmedSeq: null });
      await hold('mass_deletion');
      const held = { isChanged: false, connector: { state: 'held', holdReason: 'mass_deletion' } };
      expect(await store.switchConnector(id, 'running', by, 'mass_deletion')).toMatchObject(held);
      // A pause would hide that somebody has to confirm them.
      expect(await store.switchConnector(id, 'paused', by)).toMatchObject(held);
      await record(store, { at: 2 });
      await store.switchConnector(id, 'running', by);
      expect(await store.getConnector(id)).toMatchObject({ cursorSeq: 0, deletionsConfirmedSeq: 2 });
    });

    it('is counted by the hour, without requests that only looked', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const retry = { kind: 'retry', atMs: 0, error: '500' } as const;
      await store.settlePushes([settlementOf(await claimOne(store, id), retry)], none);
      const done = settlementOf(await claimOne(store, id), { kind: 'done' }, 1);
      const looked = done.calls.map((call) => ({ ...call, act: 'read' as const, targets: null }));
      await store.settlePushes([{ ...done, calls: [...looked, ...done.calls] }], none);
      const hours = await store.connectorHours(id, 0);
      expect(hours.reduce((sum, { pushed }) => sum + pushed, 0)).toBe(1);
      expect(hours.reduce((sum, { failed }) => sum + failed, 0)).toBe(1);
      expect(await store.connectorHours(id, Date.now() + 3_600_000)).toEqual([]);
    });

    it('is counted for 14 days', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await record(store, { at: 1 });
      await plan(store, id);
      const daysAgo = (days: number) => store.nowMs() - days * 86_400_000;
      const done = settlementOf(await claimOne(store, id), { kind: 'done' }, 1);
      const calls = [15, 13, 0].flatMap((days) => done.calls.map((call) => ({ ...call, atMs: daysAgo(days) })));
      await store.settlePushes([{ ...done, calls }], none);
      const hours = await store.connectorHours(id, 0);
      expect(hours.map(({ pushed }) => pushed)).toEqual([1, 1]);
      expect(hours[0]?.hourMs).toBeGreaterThan(daysAgo(14));
    });
  });
}
