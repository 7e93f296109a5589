import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Whether there is no database yet. Throws, in words, when the files at the path are the remains of one. */
export function isNewDatabase(file: string): boolean {
  const size = sizeOf(file);
  if (size === null && sizeOf(`${file}-wal`) !== null) {
    throw new Error(
      `The database ${file} is missing, but its write-ahead log ${file}-wal is there: the database was moved or deleted. ` +
        'Move it back or restore a backup. For a new, empty database remove the -wal and -shm files.',
    );
  }
  if (size === 0) {
    throw new Error(
      `The database ${file} is an empty file (0 bytes): it was emptied, or the disk was full. ` +
        'Restore a backup. For a new, empty database remove the file and the -wal and -shm files beside it.',
    );
  }
  return size === null;
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/**
 * Makes a new database beside its path, by `create`, and puts it there whole. So an empty file at the path is never one
 * that is just being made, and of several processes that start at once one wins.
 */
export async function createWhole(file: string, create: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${file}.new-${process.pid}`;
  const remove = () => ['', '-wal', '-shm'].map((suffix) => rmSync(partial + suffix, { force: true }));
  remove();
  try {
    await create(partial);
    putInPlace(partial, file);
  } finally {
    remove();
  }
}

function putInPlace(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch {
    // Another process was first, or the file system knows no links.
    if (sizeOf(file) !== null) return;
    renameSync(partial, file);
  }
  syncDirectory(path.dirname(file));
}

/** Without this a power cut may forget the name of the file. Windows cannot, and need not. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
