import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { readEnvFiles } from '../../lib/server/process/env-files.ts';

/** `npm run db:backup -- <target>`: copies the database of `DATABASE_URL` while Streamgauge runs, whole and checked. */
function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

const { settings } = readEnvFiles(process.cwd(), 'production');
const url = process.env.DATABASE_URL ?? settings.get('DATABASE_URL')?.value ?? 'file:./data/streamgauge.db';
const source = resolve(url.replace(/^file:(?:\/\/(?=\/))?/, ''));
const [name] = process.argv.slice(2);
if (name === undefined) fail('Say where the backup goes: npm run db:backup -- backups/streamgauge.db');
const target = resolve(name);
if (!existsSync(source)) fail(`There is no database at ${source}. Set DATABASE_URL to the one to back up.`);
if (existsSync(target)) fail(`${target} is there already. Name a new file: a backup never replaces one.`);

const partial = `${target}.partial`;
mkdirSync(dirname(target), { recursive: true });
rmSync(partial, { force: true });
const database = new Database(source, { readonly: true });
try {
  // In one step: a copy in several starts over whenever an event is stored in between.
  await database.backup(partial, { progress: () => 2 ** 30 });
  const copy = new Database(partial);
  // A backup is one file: without this it would ask for a log beside it.
  copy.pragma('journal_mode = DELETE');
  const found = copy.pragma('quick_check(1)', { simple: true });
  copy.close();
  if (found !== 'ok') fail(`The copy ${partial} is damaged (${String(found)}), as the database probably is.`);
  renameSync(partial, target);
  process.stdout.write(`Backed up ${source} to ${target}\n`);
} catch (error) {
  rmSync(partial, { force: true });
  fail(`The backup could not be written: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  database.close();
}
