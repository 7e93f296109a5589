import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { isBusy } from './sqlite-error';

export interface MigrateOptions {
  /** Absolute path of the database file: the backup is written beside it. */
  file: string;
  /** Folder that drizzle-kit generates into. */
  folder: string;
  /** How long to wait for another process that holds the write lock, in milliseconds. */
  patienceMs: number;
}

/** "Sgau": marks the file as ours, so that a mistyped path never changes somebody else's database. */
const applicationId = 0x53676175;

/**
 * Applies the migrations that the database lacks, all in one transaction under the write lock, so that processes booting at
 * once wait for one of them and a kill at any point leaves either the old schema or the new one. Writes
 * `<file>.before-<n>.bak` first when there is data. `user_version` is the number of migrations applied.
 */
export async function migrate(database: Database, options: MigrateOptions): Promise<void> {
  const migrations = readMigrations(options.folder);
  if (appliedCount(database, migrations.length, options.file) === migrations.length) return;
  // Rebuilding a table drops it for a moment; references are checked at the end instead. No-op inside a transaction.
  database.pragma('foreign_keys = OFF');
  try {
    await beginImmediate(database, options.patienceMs);
    try {
      await applyMissing(database, migrations, options.file);
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  } finally {
    database.pragma('foreign_keys = ON');
  }
}

function readMigrations(folder: string): string[][] {
  if (!existsSync(path.join(folder, 'meta', '_journal.json'))) {
    throw new Error(`No database migrations in ${folder}. Start Streamgauge in its own directory.`);
  }
  return readMigrationFiles({ migrationsFolder: folder }).map((migration) => migration.sql);
}

/** Throws when the file is the database of another program. Changes nothing. */
export function refuseForeign(database: Database, file: string): void {
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty && database.pragma('application_id', { simple: true }) !== applicationId) {
    throw new Error(`The file ${file} is a database of another program. Set DATABASE_URL to a file of its own.`);
  }
}

/** Migrations applied to the file so far; throws when it is newer than this program. */
function appliedCount(database: Database, known: number, file: string): number {
  const applied = Number(database.pragma('user_version', { simple: true }));
  if (applied > known) {
    throw new Error(
      `The database ${file} was written by a newer Streamgauge (schema ${applied}, this one knows ${known}). ` +
        'Start the newer version, or restore the backup made before the update.',
    );
  }
  return applied;
}

async function applyMissing(database: Database, migrations: string[][], file: string): Promise<void> {
  // Asked again under the lock: another process may have done the work while this one waited.
  const applied = appliedCount(database, migrations.length, file);
  if (applied === migrations.length) return;
  if (applied > 0) await backUp(file, applied);
  for (const statements of migrations.slice(applied)) {
    for (const statement of statements) database.exec(statement);
  }
  const broken = database.pragma('foreign_key_check');
  if (Array.isArray(broken) && broken.length > 0) throw new Error('A migration would leave broken references');
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${migrations.length}`);
}

/** Copies the file through a second connection while the first holds the write lock, so that the copy is of one moment. */
async function backUp(file: string, applied: number): Promise<void> {
  const target = `${file}.before-${applied}.bak`;
  const partial = `${target}.partial`;
  const { default: BetterSqlite3 } = await import('better-sqlite3');
  const source = new BetterSqlite3(file, { readonly: true });
  try {
    rmSync(partial, { force: true });
    await source.backup(partial);
    renameSync(partial, target);
  } catch (error) {
    throw new Error(`The backup ${target} could not be written, so the database was not migrated`, { cause: error });
  } finally {
    source.close();
  }
}

async function beginImmediate(database: Database, patienceMs: number): Promise<void> {
  const givingUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      database.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > givingUpAt) {
        throw new Error('Another process keeps the database locked, so it cannot be migrated', { cause: error });
      }
      await sleep(10 + Math.random() * 40);
    }
  }
}
