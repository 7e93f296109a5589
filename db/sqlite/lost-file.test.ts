import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync, truncateSync, utimesSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isStoreUnavailable, type Store, type Topic } from '@/lib/store';
import { record, recordMany } from '../contract/world';
import { openDatabase } from './engine/open';
import { sqliteStore } from './sqlite-store';
import { startProcess } from '../testing/start-process';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

/** A store with one event, in a folder of its own. */
async function openInFolder(): Promise<{ file: string; sql: Database; store: Store }> {
  const folder = newFile();
  mkdirSync(folder);
  const file = path.join(folder, 'app.db');
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  await record(store, { id: 'evt_1' });
  return { file, sql, store };
}

async function expectRefusal(store: Store, kind: string): Promise<void> {
  await expect(record(store, { id: 'evt_2' })).rejects.toSatisfy(isStoreUnavailable);
  await expect(store.checkWritable()).rejects.toSatisfy(isStoreUnavailable);
  expect((await store.storage()).trouble).toMatchObject({ kind });
}

async function backUp(file: string): Promise<string> {
  const source = new BetterSqlite3(file, { readonly: true });
  await source.backup(`${file}.backup`);
  source.close();
  return `${file}.backup`;
}

/** Opens the database as the next start would, in another process. */
async function countElsewhere(file: string): Promise<string | undefined> {
  const next = startProcess('count-events.ts', file);
  expect(await next.ended).toBe(0);
  return next.lines[0];
}

const move = (from: string, to: string) => renameSync(from, to);

const losses: [name: string, kind: string, lose: (file: string) => void][] = [
  ['deleted', 'gone', (file) => rmSync(file)],
  ['moved', 'gone', (file) => move(file, `${file}.moved`)],
  ['moved with its folder', 'gone', (file) => move(path.dirname(file), `${path.dirname(file)}-moved`)],
  [
    'replaced by a copy',
    'replaced',
    (file) => {
      copyFileSync(file, `${file}.copy`);
      move(`${file}.copy`, file);
    },
  ],
  ['emptied', 'overwritten', (file) => truncateSync(file)],
  ['robbed of its write-ahead log', 'log_gone', (file) => rmSync(`${file}-wal`)],
  ['left with an emptied write-ahead log', 'overwritten', (file) => truncateSync(`${file}-wal`)],
];

describe('while a store is open', () => {
  it.each(losses)('an event is refused once the database file is %s', async (_, kind, lose) => {
    const { file, store } = await openInFolder();
    await store.checkWritable();
    lose(file);
    await expectRefusal(store, kind);
  });

  it('a readiness that was just proven is worth nothing once the file is deleted', async () => {
    const { file, store } = await openInFolder();
    await store.checkWritable();
    rmSync(file);
    await expect(store.checkWritable()).rejects.toSatisfy(isStoreUnavailable);
  });

  it('every other write is refused too once the file is deleted', async () => {
    const { file, store } = await openInFolder();
    rmSync(file);
    const entry = { atMs: 1, actor: 'ada', action: 'sign_in', target: null, detail: {} } as const;
    await expect(store.recordAudit(entry)).rejects.toSatisfy(isStoreUnavailable);
  });

  it('events are stored again, and found at the path, once the file is moved back', async () => {
    const { file, store } = await openInFolder();
    move(file, `${file}.moved`);
    await expectRefusal(store, 'gone');
    move(`${file}.moved`, file);
    await store.checkWritable();
    expect((await store.storage()).trouble).toBeNull();
    expect(await record(store, { id: 'evt_3' })).toMatchObject({ result: 'new' });
    const other = new BetterSqlite3(file, { readonly: true });
    expect(other.prepare("SELECT count(*) FROM events WHERE id = 'evt_3'").pluck().get()).toBe(1);
    other.close();
  });

  it('listeners hear that the file is lost, also when no event comes', async () => {
    const { file, store } = await openInFolder();
    const heard: Topic[] = [];
    store.subscribe((topic) => heard.push(topic));
    rmSync(file);
    await vi.waitFor(() => expect(heard).toContain('storage'), { timeout: 10_000 });
    expect((await store.storage()).trouble).toMatchObject({ kind: 'gone' });
  });

  it('closing completes a database that was moved, and the next start does not make a new one in its place', async () => {
    const { file, store } = await openInFolder();
    move(file, `${file}.moved`);
    await store.close();
    const moved = new BetterSqlite3(`${file}.moved`, { readonly: true });
    expect(moved.prepare('SELECT id FROM events').pluck().all()).toEqual(['evt_1']);
    moved.close();
    await expect(openDatabase({ file })).rejects.toThrow(/is missing, but its write-ahead log .* was moved or deleted/);
  });

  it('closing leaves no log that a file put in its place would take for its own', async () => {
    const { file, store } = await openInFolder();
    const backup = await backUp(file);
    await recordMany(store, 200, (n) => [{ id: `evt_later_${n}` }]);
    move(backup, file);
    await expectRefusal(store, 'replaced');
    await store.close();
    expect(await countElsewhere(file)).toBe('1 events');
  });
});

describe('a backup copied over the open database file', () => {
  it.each([4000, 20])(
    'is refused as damage, and is whole once the store is closed (checkpoint every %d)',
    async (every) => {
      const { file, sql, store } = await openInFolder();
      sql.pragma(`wal_autocheckpoint = ${every}`);
      const backup = await backUp(file);
      for (let n = 0; n < 30; n += 1) await record(store, { id: `evt_later_${n}` });
      // The log has just started over: its next checkpoint is some events away.
      sql.pragma('wal_checkpoint(RESTART)');
      await record(store, { id: 'evt_last' });
      copyFileSync(backup, file);
      await expectRefusal(store, 'overwritten');
      await store.close();
      expect(await countElsewhere(file)).toBe('1 events');
      expect(existsSync(`${file}-wal.overwritten`)).toBe(true);
    },
  );
});

describe('what only looks like a change from outside', () => {
  it('a checkpoint of another process is no damage', async () => {
    const { file, store } = await openInFolder();
    const other = new BetterSqlite3(file);
    const before = statSync(file).mtimeMs;
    other.pragma('wal_checkpoint(PASSIVE)');
    expect(statSync(file).mtimeMs).not.toBe(before);
    expect(await record(store, { id: 'evt_2' })).toMatchObject({ result: 'new' });
    other.pragma('wal_checkpoint(RESTART)');
    other.close();
    expect(await record(store, { id: 'evt_3' })).toMatchObject({ result: 'new' });
  });

  it('another store of the process may close although other processes come and go', async () => {
    const { file, store } = await openInFolder();
    const other = await sqliteStore(await openDatabase({ file }));
    await record(other, { id: 'evt_2' });
    await other.close();
    expect(await countElsewhere(file)).toBe('2 events');
    await record(store, { id: 'evt_3' });
    expect(await countElsewhere(file)).toBe('3 events');
  });

  it('checkpoints of its own are no damage', async () => {
    const { sql, store } = await openInFolder();
    sql.pragma('wal_autocheckpoint = 5');
    for (let n = 0; n < 100; n += 1) await record(store, { id: `evt_more_${n}` });
    expect((await store.storage()).trouble).toBeNull();
  });

  it('a new time of change with the same content is no damage', async () => {
    const { file, store } = await openInFolder();
    utimesSync(file, 1, 1);
    expect(await record(store, { id: 'evt_2' })).toMatchObject({ result: 'new' });
  });
});
