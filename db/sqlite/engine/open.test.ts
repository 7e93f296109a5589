import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../store';
import { openDatabase, requireNode } from './open';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

async function open(file: string): Promise<Database> {
  const database = await openDatabase({ file });
  onTestFinished(() => void database.close());
  return database;
}

describe('opening a database', () => {
  it('creates the file and its directory with every pragma the design asks for', async () => {
    const file = path.join(newFile(), 'deep', 'down.db');
    const database = await open(file);
    expect(existsSync(file)).toBe(true);
    const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'auto_vacuum', 'page_size', 'wal_autocheckpoint'];
    expect(pragmas.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 2, 8192, 4000]);
  });

  it('sets them again on a file that is already there', async () => {
    const file = newFile();
    (await openDatabase({ file })).close();
    const database = await open(file);
    const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'auto_vacuum', 'page_size', 'busy_timeout'];
    expect(pragmas.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 2, 8192, 5]);
  });

  it('refuses the database of another program and leaves it as it was', async () => {
    const file = newFile();
    const other = new BetterSqlite3(file);
    other.exec('CREATE TABLE theirs (id integer)');
    await expect(openDatabase({ file })).rejects.toThrow(/another program.*DATABASE_URL/);
    expect(other.pragma('journal_mode', { simple: true })).toBe('delete');
    other.close();
  });

  it('says so when the file is no database', async () => {
    const file = newFile();
    writeFileSync(file, 'This is a text and no database at all. '.repeat(100));
    await expect(openDatabase({ file })).rejects.toThrow(/cannot be opened: .*not a database/);
  });

  it('says so when the directory cannot be made', async () => {
    const file = newFile();
    writeFileSync(file, '');
    await expect(openDatabase({ file: path.join(file, 'below', 'x.db') })).rejects.toThrow(
      /directory .* cannot be created/,
    );
  });

  it.each([
    ['an empty file', 'is an empty file \\(0 bytes\\)', (file: string) => writeFileSync(file, '')],
    [
      'a log without its file',
      'is missing, but its write-ahead log',
      (file: string) => writeFileSync(`${file}-wal`, 'x'),
    ],
    [
      'a log beside an empty file',
      'is an empty file',
      (file: string) => {
        writeFileSync(file, '');
        writeFileSync(`${file}-wal`, 'x');
      },
    ],
  ])('takes %s for the remains of a database, and says what to do', async (_, words, make) => {
    const file = newFile();
    make(file);
    const before = readdirSync(path.dirname(file)).sort();
    await expect(openDatabase({ file })).rejects.toThrow(new RegExp(`${words}.*estore a backup.*new, empty database`));
    expect(readdirSync(path.dirname(file)).sort()).toEqual(before);
  });

  it('leaves nothing beside a new database', async () => {
    const file = path.join(newFile(), 'new.db');
    (await openDatabase({ file })).close();
    expect(readdirSync(path.dirname(file))).toEqual(['new.db']);
  });

  it.each(['20.20.2', '22.17.9', '18.0.0'])('refuses Node.js %s before the driver is loaded', (version) => {
    expect(() => requireNode(version)).toThrow(`Streamgauge needs Node.js 22.18 or newer, and this is ${version}`);
  });

  it.each(['22.18.0', '23.0.0', '24.21.0', '26.10.0'])('accepts Node.js %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
});

describe('DATABASE_URL', () => {
  it.each(['', 'data/x.db', 'postgres://localhost/x', 'file:', 'file::memory:', 'file:./data/', 'https://x'])(
    'refuses %j by name',
    async (url) => {
      await expect(openStore(url)).rejects.toThrow(/^DATABASE_URL must be file:/);
    },
  );

  it.each(['file:', 'file://'])('takes an absolute path after %s', async (scheme) => {
    const file = newFile();
    const store = await openStore(scheme + file);
    await store.close();
    expect(existsSync(file)).toBe(true);
  });

  it('takes a path relative to the working directory', async () => {
    const file = newFile();
    const store = await openStore(`file:${path.relative(process.cwd(), file)}`);
    await store.close();
    expect(existsSync(file)).toBe(true);
  });
});
