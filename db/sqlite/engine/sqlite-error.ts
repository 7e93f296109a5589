import { type StorageTroubleKind } from '@/lib/storage/storage';
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

interface Reason {
  prefix: string;
  kind: StorageTroubleKind;
  text: string;
}

const reasons: readonly Reason[] = [
  { prefix: 'SQLITE_BUSY', kind: 'busy', text: 'another process held the write lock for too long' },
  { prefix: 'SQLITE_LOCKED', kind: 'busy', text: 'another connection held the write lock for too long' },
  { prefix: 'SQLITE_FULL', kind: 'full', text: 'the disk or the database is full' },
  { prefix: 'SQLITE_READONLY', kind: 'read_only', text: 'it is read-only' },
  { prefix: 'SQLITE_IOERR', kind: 'failing', text: 'reading or writing the disk failed' },
  { prefix: 'SQLITE_CANTOPEN', kind: 'failing', text: 'its file cannot be opened' },
  { prefix: 'SQLITE_CORRUPT', kind: 'damaged', text: 'its file is damaged' },
  { prefix: 'SQLITE_NOTADB', kind: 'damaged', text: 'its file is not a database' },
  { prefix: 'SQLITE_NOMEM', kind: 'failing', text: 'there is no memory left' },
];

/**
 * Trouble of the database itself as a `StoreUnavailableError`; null for an error that belongs to the statement or to our
 * code, which trying again would not cure.
 */
export function asUnavailable(error: unknown): StoreUnavailableError | null {
  if (error instanceof StoreUnavailableError) return error;
  const reason = reasonOf(error);
  return reason === undefined
    ? null
    : new StoreUnavailableError(`The database cannot be used: ${reason.text}`, { cause: error });
}

/** What kind of trouble made a write fail, the driver's error or the `StoreUnavailableError` around it. */
export function troubleOf(error: unknown): StorageTroubleKind {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  return reasonOf(cause)?.kind ?? 'failing';
}

function reasonOf(error: unknown): Reason | undefined {
  const code = codeOf(error);
  return reasons.find(({ prefix }) => code.startsWith(prefix));
}
