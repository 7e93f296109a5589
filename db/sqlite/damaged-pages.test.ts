import { closeSync, openSync, writeSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { isStoreUnavailable } from '@/lib/store';
import { record, recordMany } from '../contract/world';
import { openDatabase } from './engine/open';
import { openSqliteStore, sqliteStore } from './sqlite-store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

/** Overwrites nineteen of twenty leaves of the index of event ids in a closed database. Returns how many. */
function damageIndex(file: string): number {
  const database = new BetterSqlite3(file, { readonly: true });
  const leaves = database
    .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'events_id' AND pagetype = 'leaf'")
    .pluck()
    .all();
  const garbage = Buffer.alloc(Number(database.pragma('page_size', { simple: true })), 0xa5);
  database.close();
  const fd = openSync(file, 'r+');
  const damaged = leaves.filter((_, n) => n % 20 !== 0);
  for (const page of damaged) writeSync(fd, garbage, 0, garbage.length, (page - 1) * garbage.length);
  closeSync(fd);
  return damaged.length;
}

it('is not ready from the first event on that damaged pages refuse, however many others are stored', async () => {
  const file = newFile();
  const first = await openSqliteStore({ file });
  await recordMany(first, 2_000, (n) => [{ id: `evt_${n}_${'x'.repeat(200)}`, userId: `auth0|${n}` }]);
  await first.close();
  expect(damageIndex(file)).toBeGreaterThan(20);
  const store = await openSqliteStore({ file });
  onTestFinished(() => store.close());
  const results = { stored: 0, refused: 0 };
  for (let n = 0; n < 62; n += 1) {
    const recorded = record(store, { id: `evt_${n * 32}_${'y'.repeat(200)}` });
    const isStored = await recorded.then(
      () => true,
      (error: unknown) => !isStoreUnavailable(error),
    );
    results[isStored ? 'stored' : 'refused'] += 1;
    if (results.refused > 0) await expect(store.checkWritable()).rejects.toThrow(/damaged/);
  }
  expect(results.refused).toBeGreaterThan(40);
  expect((await store.storage()).trouble).toMatchObject({ kind: 'damaged' });
});

it('is ready again once what was refused can be stored', async () => {
  const file = newFile();
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  await store.checkWritable();
  sql.pragma(`max_page_count = ${Number(sql.pragma('page_count', { simple: true })) + 1}`);
  const large = { id: 'evt_large', object: { name: 'x'.repeat(90_000) } };
  await expect(record(store, large)).rejects.toSatisfy(isStoreUnavailable);
  // A small write would find room.
  await expect(store.checkWritable()).rejects.toThrow(/full/);
  expect((await store.storage()).trouble).toMatchObject({ kind: 'full' });
  sql.pragma('max_page_count = 1000000');
  await store.checkWritable();
  expect((await store.storage()).trouble).toBeNull();
  expect(await store.getEvent('evt_large')).toBeNull();
  expect((await store.counts(0)).events).toBe(0);
  expect(sql.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0);
});
