import { expect, test } from 'vitest';
import { openForTest } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { Leadership } from '@/lib/server/jobs/leadership';

const newFile = temporaryFiles();
const { signal } = new AbortController();

test('of two processes on one store one leads, and gives the lease back when it stops', async () => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const gained: string[] = [];
  const leader = new Leadership(store, { holder: 'one', onGained: () => gained.push('one') });
  const follower = new Leadership(store, { holder: 'two', onGained: () => gained.push('two') });
  await leader.turn(signal);
  expect(leader.isHeld).toBe(true);
  await follower.turn(signal);
  expect(follower.isHeld).toBe(false);
  await leader.turn(signal);
  await leader.release();
  expect(leader.isHeld).toBe(false);
  await follower.turn(signal);
  expect(follower.isHeld).toBe(true);
  expect(gained).toEqual(['one', 'two']);
});

test('a process that comes back after it was killed leads at once: the lease is its own', async () => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  expect(await store.holdLease('workers', 'one', 60_000)).toBe(true);
  const again = new Leadership(store, { holder: 'one', onGained: () => undefined });
  await again.turn(signal);
  expect(again.isHeld).toBe(true);
});
