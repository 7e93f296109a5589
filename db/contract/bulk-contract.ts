import { describe, expect, it } from 'vitest';
import { askNow, listedDelivery, stateOf, withDeliveries } from './delivery-samples';
import { actor, claim, item, newJob, step } from './job-samples';
import { type MakeStore } from './world';

/** Work on many deliveries at once. */
export function describeBulk(makeStore: MakeStore): void {
  describe('a redelivery for a job', () => {
    async function withJob() {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1'), listedDelivery('evt_2')]);
      await store.createJob(newJob());
      const claimed = await claim(store);
      if (claimed === null) throw new Error('The job could not be claimed');
      await store.saveStep(claimed, step({ added: [item('est_a/evt_1'), item('est_a/evt_2')] }));
      await claim(store);
      const ask = (eventId: string, owner = 'one') =>
        store.claimRedelivery('est_a', eventId, {
          atMs: Date.now(),
          by: actor,
          job: { id: claimed.id, owner, itemKey: `est_a/${eventId}`, isOneOfMany: true },
        });
      return { store, id: claimed.id, ask };
    }

    it('is claimed together with its item', async () => {
      const { store, id, ask } = await withJob();
      expect(await ask('evt_1')).toBe(true);
      expect(await ask('evt_1')).toBe(false);
      expect(await store.listJobItems(id, { limit: 5 })).toMatchObject([{ result: 'asking' }, { result: 'waiting' }]);
      expect(await stateOf(store, 'evt_1')).toBe('asked');
    });

    it('is not claimed for another owner, nor for a job that was paused', async () => {
      const { store, id, ask } = await withJob();
      expect(await ask('evt_1', 'two')).toBe(false);
      await store.changeJob(id, 'pause', { actor, atMs: Date.now() });
      expect(await ask('evt_1')).toBe(false);
      expect(await stateOf(store, 'evt_1')).toBe('failed');
    });
  });

  describe('deliveries for bulk work', () => {
    it('are marked by filter in order, by name, and tallied', async () => {
      const listed = [
        listedDelivery('evt_1'),
        listedDelivery('evt_2', { eventType: 'user.updated' }),
        listedDelivery('evt_3'),
      ];
      const store = await withDeliveries(makeStore, listed);
      await askNow(store, 'evt_3');
      const range = { above: 0, upTo: 1_000, limit: 10 };
      const marks = await store.markDeliveries({ states: ['asked', 'failed'] }, range);
      expect(marks.map(({ eventId, state }) => [eventId, state])).toEqual([
        ['evt_1', 'failed'],
        ['evt_2', 'failed'],
        ['evt_3', 'asked'],
      ]);
      expect(await store.markDeliveries({ states: ['failed'], types: ['user.updated'] }, range)).toHaveLength(1);
      const [first] = marks;
      const beyond = await store.markDeliveries({ states: ['failed'] }, { ...range, above: first?.seq ?? 0 });
      expect(beyond.map(({ eventId }) => eventId)).toEqual(['evt_2']);
      const names = [
        { streamId: 'est_a', eventId: 'evt_2' },
        { streamId: 'est_b', eventId: 'evt_1' },
      ];
      expect(await store.markNamedDeliveries(names)).toMatchObject([{ eventId: 'evt_2', causeKey: 'http-500' }]);
      expect(await store.namedDeliveries(names)).toMatchObject([{ eventId: 'evt_2', subjectId: 'auth0|ada' }]);
      const { tallies, upTo } = await store.tallyDeliveries({ states: ['failed', 'asked'] });
      expect(tallies).toHaveLength(3);
      expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBe(3);
      expect(upTo).toBe(marks.at(-1)?.seq);
    });

    it('are found by when they failed first', async () => {
      const store = await withDeliveries(makeStore, [listedDelivery('evt_1')]);
      const { items } = await store.listDeliveries({}, { limit: 5 });
      const atMs = items[0]?.firstFailedAtMs ?? 0;
      const count = async (fromMs: number, toMs: number) =>
        (await store.listDeliveries({ fromMs, toMs }, { limit: 5 })).matching.value;
      expect([await count(atMs, atMs + 1), await count(atMs + 1, atMs + 2), await count(atMs - 1, atMs)]).toEqual([
        1, 0, 0,
      ]);
    });
  });
}
