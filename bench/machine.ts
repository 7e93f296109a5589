import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { postgresVersion } from './processes/postgres.ts';
import { fileSystemOf } from './processes/work-folder.ts';
import { median } from './statistics.ts';

const syncs = 200;

/** What one small write takes until it is on disk, in microseconds: the floor under every acknowledged event. */
function syncUs(folder: string): number {
  const page = Buffer.alloc(4096, 1);
  const file = openSync(path.join(folder, 'sync'), 'w');
  try {
    const took = Array.from({ length: syncs }, () => {
      writeSync(file, page);
      const startedAt = performance.now();
      fdatasyncSync(file);
      return performance.now() - startedAt;
    });
    return median(took) * 1000;
  } finally {
    closeSync(file);
  }
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** What is measured: the commit of a working copy. */
export function commitOf(folder: string): string {
  const hash = git('-C', folder, 'rev-parse', '--short', 'HEAD');
  if (hash === '') return 'unknown';
  const changes = git('-C', folder, 'status', '--porcelain', '--untracked-files=no');
  return changes === '' ? hash : `${hash}, with local changes`;
}

function sqliteVersion(): string {
  const database = new BetterSqlite3(':memory:');
  try {
    return database.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? 'unknown';
  } finally {
    database.close();
  }
}

/** What the figures depend on besides the program: names and values for the head of the report. */
export function describeMachine(folder: string, postgresBin: string | null): Record<string, string> {
  const [cpu] = cpus();
  return Object.fromEntries([
    ['Processor', `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
    ['Memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['System', `${type()} ${release()}`],
    ['File system of the databases', fileSystemOf(folder) ?? 'unknown'],
    ['One synced write (fdatasync)', `${Math.round(syncUs(folder))} µs`],
    ['Node.js', process.versions.node],
    ['SQLite', sqliteVersion()],
    ['PostgreSQL', postgresBin === null ? 'not found' : postgresVersion(postgresBin)],
  ]);
}
