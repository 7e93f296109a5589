import { describe, expect, it } from 'vitest';
import { type StreamSight } from '@/lib/streams/stream-history';
import { type StreamLook } from '@/lib/streams/stream-store';
import { type Store } from '@/lib/store';
import { type MakeStore, openForTest } from './world';

const sight = (id: string, over: Partial<StreamSight> = {}): StreamSight => ({
  id,
  status: 'enabled',
  settings: { name: id, destination: 'webhook https://a.test/webhook', authorization: 'bearer', subscriptions: 'a b' },
  ...over,
});

const look = (sights: StreamSight[], over: Partial<StreamLook> = {}): StreamLook => ({
  sights,
  isComplete: true,
  atMs: 20,
  sinceMs: 10,
  by: null,
  ...over,
});

const historyOf = async (store: Store, id: string) => (await store.listStreamChanges(id, { limit: 50 })).items;

/** What changes of event streams. */
export function describeStreams(makeStore: MakeStore): void {
  describe('the history of an event stream', () => {
    it('begins with its first sight, and grows only by changes', async () => {
      const store = await openForTest(makeStore);
      expect(await store.noteStreams(look([sight('est_a'), sight('est_b')]))).toBe(2);
      expect(await store.noteStreams(look([sight('est_b'), sight('est_a')], { atMs: 30 }))).toBe(0);
      expect(await historyOf(store, 'est_a')).toMatchObject([
        { kind: 'first_seen', atMs: 20, status: 'enabled', by: null },
      ]);
    });

    it('tells status and settings, since when it may have been so, and who changed it here', async () => {
      const store = await openForTest(makeStore);
      await store.noteStreams(look([sight('est_a')]));
      const disabled = sight('est_a', { status: 'disabled' });
      await store.noteStreams(look([disabled], { atMs: 40, sinceMs: 30 }));
      const renamed = { ...disabled, settings: { ...disabled.settings, name: 'New' }, status: 'enabled' };
      await store.noteStreams(look([renamed], { atMs: 50, sinceMs: null, by: 'ada', isComplete: false }));
      expect(await historyOf(store, 'est_a')).toMatchObject([
        { kind: 'settings', atMs: 50, settings: ['name'], by: 'ada' },
        { kind: 'status', atMs: 50, status: 'enabled', before: 'disabled', by: 'ada' },
        { kind: 'status', atMs: 40, sinceMs: 30, status: 'disabled', before: 'enabled', by: null },
        { kind: 'first_seen' },
      ]);
      const same = { status: 'enabled', sinceMs: null, subscriptions: ['a', 'b'], by: 'ada' };
      expect(await store.streamStatuses('est_a', 2)).toEqual([
        { atMs: 50, ...same },
        { atMs: 50, ...same },
      ]);
      expect((await store.streamStatuses('est_a', 10)).map(({ status }) => status)).toEqual([
        'enabled',
        'disabled',
        'enabled',
        'enabled',
      ]);
    });

    it('tells who changed the status last, however many edits came after', async () => {
      const store = await openForTest(makeStore);
      await store.noteStreams(look([sight('est_a'), sight('est_b')]));
      expect(await store.lastStatusChange('est_a')).toBeNull();
      const disabled = sight('est_a', { status: 'disabled' });
      await store.noteStreams(look([disabled], { atMs: 40, by: 'ada', isComplete: false }));
      for (let n = 0; n < 60; n += 1) {
        const renamed = { ...disabled, settings: { ...disabled.settings, name: `Name ${n}` } };
        const other = sight('est_b', { status: n % 2 === 0 ? 'disabled' : 'enabled' });
        await store.noteStreams(look([renamed, other], { atMs: 45 }));
      }
      expect(await store.lastStatusChange('est_a')).toEqual({ atMs: 40, by: 'ada' });
      await store.noteStreams(look([sight('est_a')], { atMs: 50, isComplete: false }));
      expect(await store.lastStatusChange('est_a')).toEqual({ atMs: 50, by: null });
    });

    it('ends when a complete look does not have it, and begins anew when one does', async () => {
      const store = await openForTest(makeStore);
      await store.noteStreams(look([sight('est_a'), sight('est_b')]));
      expect(await store.noteStreams(look([sight('est_b')], { isComplete: false, atMs: 30 }))).toBe(0);
      expect(await store.noteStreams(look([sight('est_b')], { atMs: 40 }))).toBe(1);
      expect(await store.noteStreams(look([sight('est_a'), sight('est_b')], { atMs: 50 }))).toBe(1);
      const kinds = (await historyOf(store, 'est_a')).map(({ kind }) => kind);
      expect(kinds).toEqual(['first_seen', 'gone', 'first_seen']);
    });

    it('is not changed by a list that was fetched before the last change, unless the clock was set back', async () => {
      const store = await openForTest(makeStore);
      const disabled = sight('est_a', { status: 'disabled' });
      await store.noteStreams(look([sight('est_a')], { atMs: 3_600_000 }));
      await store.noteStreams(look([disabled], { atMs: 3_600_020, by: 'ada', isComplete: false }));
      expect(await store.noteStreams(look([sight('est_a')], { atMs: 3_600_010 }))).toBe(0);
      expect(await store.noteStreams(look([], { atMs: 3_600_010 }))).toBe(0);
      // Had the old list been taken, this change would be none.
      expect(await store.noteStreams(look([sight('est_a')], { atMs: 3_600_030, by: 'ada' }))).toBe(1);
      expect(await store.noteStreams(look([disabled], { atMs: 1_000 }))).toBe(1);
    });

    it('is paged, newest first', async () => {
      const store = await openForTest(makeStore);
      for (let n = 0; n < 5; n += 1) {
        await store.noteStreams(look([sight('est_a', { status: n % 2 === 0 ? 'enabled' : 'disabled' })], { atMs: n }));
      }
      const first = await store.listStreamChanges('est_a', { limit: 2 });
      expect(first.items.map(({ atMs }) => atMs)).toEqual([4, 3]);
      const rest = await store.listStreamChanges('est_a', { limit: 9, before: first.older ?? 0 });
      expect(rest.items.map(({ atMs }) => atMs)).toEqual([2, 1, 0]);
    });
  });
}
