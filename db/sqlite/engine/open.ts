import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from 'better-sqlite3';
import { createWhole, isNewDatabase } from './file-at-start';
import { migrate, refuseForeign } from './migrate';
import { asUnavailable, isBusy } from './sqlite-error';

/** Oldest runtime whose better-sqlite3 binary loads; on an older one the import ends the process without a word. */
const oldestNode = [22, 18] as const;

/** Before 3.51.3 a rare race in WAL checkpoints could damage the file. */
const oldestSqlite = [3, 51, 3] as const;

/** How long opening waits for other processes that create or migrate the same file. */
const openPatienceMs = 60_000;

/** Waiting inside SQLite freezes the event loop, so it waits hardly at all and we wait outside: see connection.ts. */
const busyTimeoutMs = 5;

export interface OpenOptions {
  /** Path of the database file, absolute or relative to the working directory; its directory is made if missing. */
  file: string;
  /** Folder of the migrations. Bundlers move code about, so it is found from the working directory, not from this file. */
  migrationsFolder?: string;
}

/**
 * Opens the database file, creates it when missing, brings its schema up to date and returns the connection with all
 * pragmas set and checked. Safe when several processes do so at once. Throws an `Error` that tells a person what to do.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  requireNode(process.versions.node);
  const file = path.resolve(options.file);
  makeDirectory(path.dirname(file));
  if (isNewDatabase(file)) {
    await createWhole(file, async (partial) => {
      (await openAt(partial, file, options)).close();
    });
  }
  return openAt(file, file, options);
}

/** Opens the file at `location`; to people it is `file`. */
async function openAt(location: string, file: string, options: OpenOptions): Promise<Database> {
  const database = await connect(location, file);
  try {
    await patiently(() => {
      refuseForeign(database, file);
      applyPragmas(database);
    });
    assertPragmas(database, file);
    await migrate(database, {
      file,
      folder: options.migrationsFolder ?? path.join(process.cwd(), 'db', 'sqlite', 'migrations'),
      patienceMs: openPatienceMs,
    });
    return database;
  } catch (error) {
    database.close();
    if (asUnavailable(error) === null) throw error;
    throw new Error(`The database ${file} cannot be opened: ${String(error)}`, { cause: error });
  }
}

/** Opens the database at `file`, which another process keeps up to date, for reading alone. */
export async function openReadOnly(file: string): Promise<Database> {
  requireNode(process.versions.node);
  const database = await connect(path.resolve(file), file, { readonly: true });
  database.pragma('cache_size = -32768');
  database.pragma('temp_store = MEMORY');
  return database;
}

/** Throws on a Node.js that better-sqlite3 does not support, before it is loaded. */
export function requireNode(version: string): void {
  if (isAtLeast(version, oldestNode)) return;
  throw new Error(
    `Streamgauge needs Node.js ${oldestNode.join('.')} or newer, and this is ${version}. Start it with npm run.`,
  );
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function makeDirectory(directory: string): void {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new Error(`The directory of the database, ${directory}, cannot be created`, { cause: error });
  }
}

async function connect(location: string, file: string, options: { readonly?: true } = {}): Promise<Database> {
  const { default: BetterSqlite3 } = await import('better-sqlite3');
  try {
    return new BetterSqlite3(location, { timeout: busyTimeoutMs, ...options });
  } catch (error) {
    throw new Error(`The database ${file} cannot be opened`, { cause: error });
  }
}

function applyPragmas(database: Database): void {
  // These two take effect only before the first page is written, which switching to WAL does. Later they change nothing.
  database.pragma('page_size = 8192');
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  // An acknowledged event must survive a power cut: FULL syncs the log on every commit.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('wal_autocheckpoint = 4000');
  database.pragma('journal_size_limit = 67108864');
  database.pragma('cache_size = -32768');
  database.pragma('temp_store = MEMORY');
}

const expectedPragmas: Readonly<Record<string, string | number>> = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  auto_vacuum: 2,
  wal_autocheckpoint: 4000,
  busy_timeout: busyTimeoutMs,
};

function assertPragmas(database: Database, file: string): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  if (!isAtLeast(version, oldestSqlite)) {
    throw new Error(`SQLite ${oldestSqlite.join('.')} or newer is needed, and this is ${version}`);
  }
  for (const [name, expected] of Object.entries(expectedPragmas)) {
    const actual = database.pragma(name, { simple: true });
    if (actual !== expected) {
      throw new Error(
        `The database ${file} has ${name} = ${String(actual)} instead of ${expected}. ` +
          'It must be a file made by Streamgauge, on a local disk (not a network share).',
      );
    }
  }
}

/** Runs `attempt` until the lock it needs is free. Only for opening, when nothing else waits for this process yet. */
async function patiently(attempt: () => void): Promise<void> {
  const givingUpAt = performance.now() + openPatienceMs;
  for (;;) {
    try {
      attempt();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > givingUpAt) throw error;
      await sleep(10 + Math.random() * 30);
    }
  }
}
