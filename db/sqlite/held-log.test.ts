import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { record } from '../contract/world';
import { openDatabase } from './engine/open';
import { sqliteStore } from './sqlite-store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

const megabyte = 1024 * 1024;

it('a long read of another program is named once the log has outgrown its limit, and the log is cut when it ends', async () => {
  const file = newFile();
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  await record(store, {});
  const reader = new BetterSqlite3(file, { readonly: true });
  onTestFinished(() => void reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM events').get();
  const fill = sql.prepare("INSERT INTO figures (topic, hour_ms, type, value) VALUES ('write_probe', ?, ?, 0)");
  for (let n = 1; n <= 9; n += 1) fill.run(n, 'x'.repeat(8 * megabyte));
  expect((await store.storage()).walBytes).toBeGreaterThan(64 * megabyte);
  const until = { timeout: 20_000 };
  await vi.waitFor(async () => expect((await store.storage()).trouble).toMatchObject({ kind: 'log_held' }), until);
  await store.checkWritable();
  reader.exec('COMMIT');
  await vi.waitFor(async () => expect((await store.storage()).trouble).toBeNull(), until);
  expect((await store.storage()).walBytes).toBeLessThanOrEqual(64 * megabyte);
});

it('short reads that follow one another without a gap are no trouble, however many', async () => {
  const file = newFile();
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  await record(store, {});
  const readers = [1, 2].map(() => new BetterSqlite3(file, { readonly: true }));
  onTestFinished(() => {
    for (const reader of readers) reader.close();
  });
  const fill = sql.prepare(
    "INSERT OR REPLACE INTO figures (topic, hour_ms, type, value) VALUES ('write_probe', ?, ?, 0)",
  );
  let wasLong = false;
  for (let n = 0; n < 60; n += 1) {
    const [ending, beginning] = n % 2 === 0 ? readers : readers.toReversed();
    beginning?.exec('BEGIN');
    beginning?.prepare('SELECT count(*) FROM events').get();
    if (ending?.inTransaction === true) ending.exec('COMMIT');
    fill.run(n % 8, (n < 12 ? 'x' : 'y').repeat((n < 12 ? 8 : 1) * megabyte));
    const { walBytes, trouble } = await store.storage();
    wasLong ||= walBytes > 64 * megabyte;
    expect(trouble).toBeNull();
    await sleep(100);
  }
  expect(wasLong).toBe(true);
});
