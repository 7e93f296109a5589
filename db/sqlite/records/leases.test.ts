import { expect, it } from 'vitest';
import { temporaryFiles } from '../../testing/temporary';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';

const newFile = temporaryFiles();

it('a lease that was given by a clock which has been set back since is free', async () => {
  let nowMs = 10_000_000;
  const store = await sqliteStore(await openDatabase({ file: newFile() }), () => nowMs);
  expect(await store.holdLease('workers', 'one', 15_000)).toBe(true);
  expect(await store.holdLease('workers', 'two', 15_000)).toBe(false);
  nowMs -= 3_600_000;
  expect(await store.holdLease('workers', 'two', 15_000)).toBe(true);
  expect(await store.holdLease('workers', 'one', 15_000)).toBe(false);
  await store.close();
});
