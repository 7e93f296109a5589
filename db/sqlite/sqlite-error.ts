import { StoreUnavailableError } from '@/lib/store';

// Class identity does not hold across bundles and the driver must not be imported early, so errors are known by their code.
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Another connection holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

const reasons: readonly (readonly [prefix: string, reason: string])[] = [
  ['SQLITE_BUSY', 'another process held the write lock for too long'],
  ['SQLITE_LOCKED', 'another connection held the write lock for too long'],
  ['SQLITE_FULL', 'the disk or the database is full'],
  ['SQLITE_READONLY', 'it is read-only'],
  ['SQLITE_IOERR', 'reading or writing the disk failed'],
  ['SQLITE_CANTOPEN', 'its file cannot be opened'],
  ['SQLITE_CORRUPT', 'its file is damaged'],
  ['SQLITE_NOTADB', 'its file is not a database'],
  ['SQLITE_NOMEM', 'there is no memory left'],
];

/**
 * Trouble of the database itself as a `StoreUnavailableError`; null for an error that belongs to the statement or to our
 * code, which trying again would not cure.
 */
export function asUnavailable(error: unknown): StoreUnavailableError | null {
  if (error instanceof StoreUnavailableError) return error;
  const code = codeOf(error);
  const reason = reasons.find(([prefix]) => code.startsWith(prefix))?.[1];
  return reason === undefined
    ? null
    : new StoreUnavailableError(`The database cannot be used: ${reason}`, { cause: error });
}
