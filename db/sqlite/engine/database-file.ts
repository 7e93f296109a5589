import { type BigIntStats, closeSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { type Database } from 'better-sqlite3';
import { type StorageTroubleKind } from '@/lib/storage/storage';
import { describeTrouble } from '@/lib/storage/storage-trouble';
import { StoreUnavailableError } from '@/lib/store';
import { sampleFile } from './file-sample';
import { readWalIndex, readWalSalts } from './wal-index';

/** The database file as it was when SQLite itself had written it last. */
interface KnownContent {
  size: bigint;
  mtimeNs: bigint;
  checkpoints: string;
  sample: number;
}

/**
 * Descriptors by file. Closing any descriptor of a file drops every lock that this process holds on it: they are closed
 * when the last of its stores is.
 */
const heldFiles = new Map<string, { handles: number; fds: number[] }>();

/** Another process that starts the log over writes the index first and the log a moment later. */
const logTries = 3;

/**
 * The files behind an open database. SQLite in WAL mode never looks at its path again, and a commit into a file that
 * was deleted or replaced succeeds: so we compare what is at the path with what is open.
 */
export class DatabaseFile {
  readonly #sql: Database;
  readonly #path: string;
  readonly #walPath: string;
  readonly #shmPath: string;
  readonly #fds: { database: number; wal: number; shm: number };
  readonly #opened: { database: BigIntStats; wal: BigIntStats; shm: BigIntStats };
  #known: KnownContent;
  #walSalts: string;
  /** The log started over, and `#known` does not say so yet. */
  #isLogNew = false;
  #isOverwritten = false;
  #trouble: StorageTroubleKind | null = null;

  constructor(sql: Database) {
    this.#sql = sql;
    // The log exists from the first read on.
    sql.pragma('user_version');
    this.#path = sql.name;
    const real = realpathSync(sql.name);
    this.#walPath = `${real}-wal`;
    this.#shmPath = `${real}-shm`;
    this.#fds = {
      database: openSync(real, 'r'),
      wal: openSync(this.#walPath, 'r'),
      shm: openSync(this.#shmPath, 'r'),
    };
    this.#opened = {
      database: statSync(real, { bigint: true }),
      wal: statSync(this.#walPath, { bigint: true }),
      shm: statSync(this.#shmPath, { bigint: true }),
    };
    this.#hold();
    this.#known = this.#contentNow(this.#opened.database);
    this.#walSalts = readWalSalts(this.#fds.wal);
  }

  /** What the last check found. */
  get trouble(): StorageTroubleKind | null {
    return this.#trouble;
  }

  /** Compares what is at the path with what is open: two calls of `stat` and a short read, for every commit. */
  check(): StorageTroubleKind | null {
    this.#trouble = this.#find();
    return this.#trouble;
  }

  /** As `check`, the shared memory of the log included: for now and then. */
  checkAll(): StorageTroubleKind | null {
    this.#trouble = this.#find() ?? (isAt(this.#shmPath, this.#opened.shm) ? null : 'log_gone');
    return this.#trouble;
  }

  /** Throws when what was committed would not be found at the path. */
  assertSound(): void {
    const kind = this.check();
    if (kind !== null) throw new StoreUnavailableError(describeTrouble(kind).title);
  }

  /**
   * Closes the database. What the log holds goes into the file that was opened, wherever that is now, but never into one
   * that was written over, which may be a backup: then the log is put aside and the connection ends with the process.
   */
  close(): void {
    const kind = this.check();
    if (kind === 'overwritten') {
      renameSync(this.#walPath, `${this.#walPath}.overwritten`);
      rmSync(this.#shmPath, { force: true });
      return;
    }
    // SQLite leaves the log of a file that is not at its path as it is, and the next file there would take it for its own.
    if (kind === 'gone' || kind === 'replaced') this.#sql.pragma('wal_checkpoint(TRUNCATE)');
    this.#sql.close();
    this.#release();
  }

  #hold(): void {
    const held = heldFiles.get(this.#key) ?? { handles: 0, fds: [] };
    heldFiles.set(this.#key, { handles: held.handles + 1, fds: [...held.fds, ...Object.values(this.#fds)] });
  }

  #release(): void {
    const held = heldFiles.get(this.#key);
    if (held === undefined) return;
    held.handles -= 1;
    if (held.handles > 0) return;
    heldFiles.delete(this.#key);
    for (const fd of held.fds) closeSync(fd);
  }

  get #key(): string {
    return `${this.#opened.database.dev}:${this.#opened.database.ino}`;
  }

  #find(): StorageTroubleKind | null {
    if (this.#isOverwritten) return 'overwritten';
    const database = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (database === undefined) return 'gone';
    if (!isSame(database, this.#opened.database)) return 'replaced';
    if (!isAt(this.#walPath, this.#opened.wal)) return 'log_gone';
    this.#isOverwritten = !this.#isLogOurs() || !this.#isContentOurs(database);
    return this.#isOverwritten ? 'overwritten' : null;
  }

  /** Whether the log on the disk is the one that SQLite's index of it describes. */
  #isLogOurs(): boolean {
    for (let tries = 0; tries < logTries; tries += 1) {
      const salts = readWalSalts(this.#fds.wal);
      if (salts === this.#walSalts && salts !== '') return true;
      const index = readWalIndex(this.#fds.shm);
      if (!index.hasFrames || index.salts === salts) {
        this.#walSalts = salts;
        this.#isLogNew = true;
        return true;
      }
    }
    return false;
  }

  /** In WAL mode the database file is written by checkpoints only; all else comes from outside. */
  #isContentOurs(now: BigIntStats): boolean {
    const isUntouched = now.mtimeNs === this.#known.mtimeNs && now.size === this.#known.size;
    if (isUntouched && !this.#isLogNew) return true;
    this.#isLogNew = false;
    if (isUntouched) {
      // Otherwise the new log would later excuse a change that no checkpoint made.
      this.#known.checkpoints = readWalIndex(this.#fds.shm).checkpoints;
      return true;
    }
    const { checkpoints, isUnfinished } = readWalIndex(this.#fds.shm);
    const content = this.#contentNow(now);
    const isOurs = isUnfinished || checkpoints !== this.#known.checkpoints || content.sample === this.#known.sample;
    if (isOurs) this.#known = content;
    return isOurs;
  }

  #contentNow({ size, mtimeNs }: BigIntStats): KnownContent {
    const { checkpoints } = readWalIndex(this.#fds.shm);
    return { size, mtimeNs, checkpoints, sample: sampleFile(this.#fds.database, Number(size)) };
  }
}

const isSame = (one: BigIntStats, other: BigIntStats) => one.ino === other.ino && one.dev === other.dev;

function isAt(path: string, opened: BigIntStats): boolean {
  const now = statSync(path, { bigint: true, throwIfNoEntry: false });
  return now !== undefined && isSame(now, opened);
}
