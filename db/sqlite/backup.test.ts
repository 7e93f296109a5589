import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordMany } from '../contract/world';
import { openSqliteStore } from './sqlite-store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

const command = path.join('db', 'sqlite', 'backup.ts');

it('copies a database that is open, newest events included, into one file that opens by itself', async () => {
  const file = newFile();
  const store = await openSqliteStore({ file });
  onTestFinished(() => store.close());
  await recordMany(store, 50, (n) => [{ id: `evt_${n}` }]);
  const target = path.join(newFile(), 'backup.db');
  const env = { ...process.env, DATABASE_URL: `file:${file}` };
  execFileSync(process.execPath, [command, target], { env });
  expect(readdirSync(path.dirname(target))).toEqual(['backup.db']);
  const copy = await openSqliteStore({ file: target });
  onTestFinished(() => copy.close());
  expect((await copy.counts(0)).events).toBe(50);
});

it.each([
  ['no target', [], /Say where the backup goes/],
  ['a target that is there', [command], /is there already/],
  ['no database', ['/nowhere/backup.db'], /There is no database at .*DATABASE_URL/],
])('says what to do for %s', (_, args, words) => {
  const url = args[0] === command ? `file:${command}` : `file:${newFile()}`;
  const env = { ...process.env, DATABASE_URL: url };
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(words);
});
