import { describe, expect, it } from 'vitest';
import { by, claimOne, config, create, lanesOf, none, plan, settlementOf, start, eve } from './connector-samples';
import { ada, type MakeStore, openForTest, record, recordInTurn } from './world';

/** Connectors as people make, switch and delete them. */
export function describeConnectors(makeStore: MakeStore): void {
  describe('a connector', () => {
    it('begins as a draft at no event, and starts with the newest', async () => {
      const store = await openForTest(makeStore);
      await recordInTurn(store, [{ at: 1 }, { at: 2 }]);
      const { id, state } = await create(store);
      expect(state).toBe('draft');
      const started = await store.switchConnector(id, 'running', by);
      expect(started).toMatchObject({ isChanged: true, connector: { state: 'running', cursorSeq: 2 } });
      expect(await store.switchConnector(id, 'running', by)).toMatchObject({ isChanged: false });
      await plan(store, id);
      expect(await lanesOf(store, id)).toEqual([]);
    });

    it('goes on where it stood after a pause, and writes down who did what', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await store.switchConnector(id, 'paused', by);
      await record(store, { at: 1 });
      expect(await plan(store, id)).toBe(0);
      await store.switchConnector(id, 'running', by);
      expect(await plan(store, id)).toBe(1);
      expect(await lanesOf(store, id)).toMatchObject([{ key: ada, state: 'waiting', wantedSeq: 1, doneSeq: 0 }]);
      const actions = (await store.listAudit({ limit: 10 })).items.map(
        ({ action, target }) => `${action} ${target ?? ''}`,
      );
      expect(actions).toEqual([
        `connector_resumed connector/${id}`,
        `connector_paused connector/${id}`,
        `connector_started connector/${id}`,
        `connector_created connector/${id}`,
      ]);
    });

    it('has a name of its own, whatever its case, that is free again once it is deleted', async () => {
      const store = await openForTest(makeStore);
      const { id } = await create(store);
      expect(await store.createConnector({ kind: 'webhook', name: 'crm', config, secrets: [] }, by)).toBeNull();
      expect(await store.deleteConnector(id, by)).toBe(true);
      expect(await store.deleteConnector(id, by)).toBe(false);
      expect(await store.getConnector(id)).toBeNull();
      expect(await store.connectorSecrets(id)).toEqual([]);
      expect((await create(store, 'crm')).id).not.toBe(id);
    });

    it('is saved by one of two people who began with the same version', async () => {
      const store = await openForTest(makeStore);
      const { id } = await create(store);
      await create(store, 'Other');
      const change = { name: 'CRM', config: { ...config, perSecond: 7 }, ifVersion: 1, changed: ['perSecond'] };
      expect(await store.changeConnector(id, { ...change, name: 'other' }, by)).toMatchObject({ result: 'name_taken' });
      expect(await store.changeConnector(id, change, by)).toMatchObject({
        result: 'saved',
        connector: { configVersion: 2, config: { perSecond: 7 } },
      });
      expect(await store.changeConnector(id, change, by)).toMatchObject({ result: 'outdated' });
      expect(await store.changeConnector(99, change, by)).toBeNull();
    });

    it('keeps its secrets by name', async () => {
      const store = await openForTest(makeStore);
      const { id } = await create(store);
      const set = [
        { name: 'signing', sealed: 'sealed-2' },
        { name: 'signing_before', sealed: 'sealed-1' },
      ];
      await store.setConnectorSecrets(id, { set, drop: [] }, { ...by, atMs: 2_000 });
      expect(await store.connectorSecrets(id)).toMatchObject(set.map((secret) => ({ ...secret, setAtMs: 2_000 })));
      await store.setConnectorSecrets(id, { set: [], drop: ['signing_before'] }, by);
      expect((await store.connectorSecrets(id)).map(({ name }) => name)).toEqual(['signing']);
    });

    it('leaves nothing behind once it is deleted, step by step', async () => {
      const store = await openForTest(makeStore);
      const { id } = await start(store);
      await recordInTurn(store, [{ at: 1 }, { at: 2, userId: eve }]);
      await plan(store, id);
      const lane = await claimOne(store, id);
      await store.settlePushes([settlementOf(lane, { kind: 'done' }, lane.wantedSeq)], none);
      expect(await store.forgetDeletedConnectors(1)).toBe(0);
      await store.deleteConnector(id, by);
      expect(await store.claimLanes(id, 9, { holder: 'one', ms: 60_000 })).toEqual([]);
      let steps = 0;
      while ((await store.forgetDeletedConnectors(1)) > 0) steps += 1;
      expect(steps).toBeGreaterThan(2);
      expect(await lanesOf(store, id)).toEqual([]);
      expect((await store.listCalls(id, {}, { limit: 9 })).items).toEqual([]);
    });
  });
}
