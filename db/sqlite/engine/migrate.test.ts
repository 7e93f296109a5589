import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { record } from '../../contract/world';
import { openDatabase } from './open';
import { openSqliteStore, sqliteStore } from '../sqlite-store';
import { startProcess } from '../../testing/start-process';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();
const shippedFolder = path.join('db', 'sqlite', 'migrations');

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

/** A copy of the shipped migrations with one more that runs `statements`. */
function withNextMigration(...statements: string[]): string {
  const folder = `${newFile()}-migrations`;
  cpSync(shippedFolder, folder, { recursive: true });
  const journalFile = path.join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as Journal;
  const idx = journal.entries.length;
  journal.entries.push({ idx, version: '6', when: Date.now(), tag: 'next', breakpoints: true });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(path.join(folder, 'next.sql'), statements.join('--> statement-breakpoint\n'));
  return folder;
}

const shippedCount = readdirSync(shippedFolder).filter((name) => name.endsWith('.sql')).length;

function schemaOf(file: string): unknown {
  const database = new BetterSqlite3(file, { readonly: true });
  const schema = database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  const version = database.pragma('user_version', { simple: true });
  database.close();
  return { schema, version };
}

const backupOf = (file: string) => `${file}.before-${shippedCount}.bak`;

async function createWithEvent(): Promise<string> {
  const file = newFile();
  const store = await openSqliteStore({ file });
  await record(store, { id: 'evt_1' });
  await store.close();
  return file;
}

describe('migrating', () => {
  it('gives a new file the whole schema and writes no backup', async () => {
    const file = newFile();
    (await openDatabase({ file })).close();
    expect(schemaOf(file)).toMatchObject({ version: shippedCount });
    expect(existsSync(backupOf(file))).toBe(false);
  });

  it('backs an existing database up before it changes it, with everything in it', async () => {
    const file = await createWithEvent();
    const before = schemaOf(file);
    const folder = withNextMigration('ALTER TABLE audit ADD COLUMN note text;');
    const database = await openDatabase({ file, migrationsFolder: folder });
    expect(database.pragma('user_version', { simple: true })).toBe(shippedCount + 1);
    expect(database.prepare('SELECT count(note) FROM audit').pluck().get()).toBe(0);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
    expect(schemaOf(backupOf(file))).toEqual(before);
    const store = await openSqliteStore({ file: backupOf(file) });
    expect(await store.getEvent('evt_1')).toMatchObject({ id: 'evt_1' });
    await store.close();
  });

  it('leaves the old schema when a statement fails, and completes once it no longer does', async () => {
    const file = await createWithEvent();
    const before = schemaOf(file);
    const broken = withNextMigration(
      'ALTER TABLE audit ADD COLUMN note text;',
      'ALTER TABLE nowhere ADD COLUMN x text;',
    );
    await expect(openDatabase({ file, migrationsFolder: broken })).rejects.toThrow(/nowhere/);
    expect(schemaOf(file)).toEqual(before);
    const mended = withNextMigration('ALTER TABLE audit ADD COLUMN note text;');
    (await openDatabase({ file, migrationsFolder: mended })).close();
    expect(schemaOf(file)).toMatchObject({ version: shippedCount + 1 });
  });

  it('refuses a migration that would leave broken references', async () => {
    const file = await createWithEvent();
    const folder = withNextMigration('DELETE FROM events;');
    await expect(openDatabase({ file, migrationsFolder: folder })).rejects.toThrow(/broken references/);
    const store = await openSqliteStore({ file });
    expect((await store.counts(0)).events).toBe(1);
    await store.close();
  });

  it('refuses a database that a newer version has written, without touching it', async () => {
    const file = await createWithEvent();
    (await openDatabase({ file, migrationsFolder: withNextMigration('CREATE TABLE later (id integer);') })).close();
    const before = schemaOf(file);
    await expect(openDatabase({ file })).rejects.toThrow(/newer Streamgauge \(schema \d+, this one knows \d+\)/);
    expect(schemaOf(file)).toEqual(before);
  });

  it('says so when the migrations are not where they should be', async () => {
    const missing = path.join(path.dirname(newFile()), 'nothing-here');
    await expect(openDatabase({ file: newFile(), migrationsFolder: missing })).rejects.toThrow(
      /No database migrations/,
    );
  });

  it.each([
    ['no database yet', false],
    ['a database one schema behind', true],
  ])(
    'lets five processes start at once on %s: one migrates, all are well',
    { timeout: 60_000 },
    async (_, isBehind) => {
      const file = isBehind ? await createWithEvent() : newFile();
      const folder = isBehind ? withNextMigration('CREATE TABLE later (id integer);') : path.resolve(shippedFolder);
      const processes = Array.from({ length: 5 }, () => startProcess('open-once.ts', file, folder));
      expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0, 0, 0, 0]);
      const version = shippedCount + Number(isBehind);
      expect(processes.map(({ lines }) => lines)).toEqual(Array.from({ length: 5 }, () => [`schema ${version}`]));
      expect(existsSync(backupOf(file))).toBe(isBehind);
      const store = await sqliteStore(await openDatabase({ file, migrationsFolder: folder }));
      expect((await store.counts(0)).events).toBe(Number(isBehind));
      await store.close();
    },
  );
});
