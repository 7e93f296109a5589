import { expect, test, vi } from 'vitest';
import { openForTest } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { Leadership } from '@/lib/server/workers/leadership';

const newFile = temporaryFiles();

test('of two processes on one store one leads, and gives the lease back when it stops', async () => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const gained: string[] = [];
  const leader = new Leadership(store, { holder: 'one', onGained: () => gained.push('one') });
  const follower = new Leadership(store, { holder: 'two', onGained: () => gained.push('two') });
  leader.start();
  await vi.waitFor(() => expect(leader.isHeld).toBe(true));
  follower.start();
  await vi.waitFor(async () => expect(await store.holdLease('workers', 'two', 1)).toBe(false));
  expect(follower.isHeld).toBe(false);
  await leader.stop();
  expect(leader.isHeld).toBe(false);
  follower.start();
  await vi.waitFor(() => expect(follower.isHeld).toBe(true));
  expect(gained).toEqual(['one', 'two']);
  await follower.stop();
});

test('a process that comes back after it was killed leads at once: the lease is its own', async () => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  expect(await store.holdLease('workers', 'one', 60_000)).toBe(true);
  const again = new Leadership(store, { holder: 'one', onGained: () => undefined });
  again.start();
  await vi.waitFor(() => expect(again.isHeld).toBe(true));
  await again.stop();
});
