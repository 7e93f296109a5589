import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type StorageState, type StorageTrouble, type StorageTroubleKind } from '@/lib/storage/storage';
import { type Connection } from './engine/connection';
import { troubleOf } from './engine/sqlite-error';
import { closedError } from '../shared/unavailable';

/** How often the files are looked at while nothing is stored, in milliseconds. */
const watchEveryMs = 2_000;

/** Above this the log did not start over when it should have, in bytes: SQLite cuts it to as much (see open.ts). */
const logLimitBytes = 64 * 1024 * 1024;

/** Above this the log is trouble even where each of many reads is short, in bytes. */
const logTroubleBytes = 4 * logLimitBytes;

/** Knows the trouble of the database, and announces when one begins and when it ends. */
export class StorageWatch {
  readonly #connection: Connection;
  readonly #probe: () => Promise<void>;
  readonly #truncate;
  readonly #timer: NodeJS.Timeout;
  #refusal: StorageTroubleKind | null = null;
  #isLogHeld = false;
  /** How far into the log the last look could write it back. */
  #writtenBack: number | null = null;
  #trouble: StorageTrouble | null = null;

  /** `probe` is asked whether events can be stored again after one could not. */
  constructor(connection: Connection, probe: () => Promise<void>) {
    this.#connection = connection;
    this.#probe = probe;
    this.#truncate = connection.sql.prepare<[], { busy: number; checkpointed: number }>(
      'PRAGMA wal_checkpoint(TRUNCATE)',
    );
    this.#timer = setInterval(() => this.#look(), watchEveryMs);
    this.#timer.unref();
  }

  /** To be told of every commit that failed. */
  noteFailure(error: unknown): void {
    this.#refusal = troubleOf(error);
    this.#update();
  }

  /** To be told when events can be stored. */
  noteSuccess(): void {
    if (this.#refusal === null && (this.#trouble === null || this.#isLogHeld)) return;
    this.#refusal = null;
    this.#update();
  }

  async state(): Promise<StorageState> {
    if (this.#connection.isClosing) throw closedError();
    const { name } = this.#connection.sql;
    const [main, walBytes] = await Promise.all([sizeOf(name), sizeOf(`${name}-wal`)]);
    return { bytes: main + walBytes, walBytes, trouble: this.#trouble };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const isLost = this.#connection.file.checkAll() !== null;
    this.#isLogHeld = !isLost && this.#holdsLog();
    this.#update();
    // The outcome comes by way of `noteSuccess` and `noteFailure`.
    if (isLost || this.#refusal !== null) this.#probe().catch(() => undefined);
  }

  /**
   * Whether somebody else's read keeps the log from starting over. Shortens a long log when nobody reads at the moment. Many
   * short reads do not hold it: each lets it be written back a little further.
   */
  #holdsLog(): boolean {
    const { sql } = this.#connection;
    const before = this.#writtenBack;
    this.#writtenBack = null;
    const log = statSync(`${sql.name}-wal`, { throwIfNoEntry: false });
    if (log === undefined || log.size <= logLimitBytes) return false;
    try {
      // With everything in the file already, this only cuts the log; a reader makes it return at once.
      const { busy, checkpointed } = this.#truncate.get() ?? { busy: 0, checkpointed: 0 };
      if (busy === 0) return false;
      this.#writtenBack = checkpointed;
      return checkpointed === before || log.size > logTroubleBytes;
    } catch {
      // The disk refuses: that is told by the commits.
      return false;
    }
  }

  #update(): void {
    const kind = this.#connection.file.trouble ?? this.#refusal ?? (this.#isLogHeld ? 'log_held' : null);
    if (kind === (this.#trouble?.kind ?? null)) return;
    this.#trouble = kind === null ? null : { kind, sinceMs: Date.now() };
    this.#connection.notices.announce(['storage']);
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  return found?.size ?? 0;
}
