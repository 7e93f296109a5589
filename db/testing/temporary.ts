import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** Paths of database files that do not exist yet, in a directory that is removed after the tests of the calling file. */
export function temporaryFiles(): () => string {
  const directory = mkdtempSync(path.join(tmpdir(), 'streamgauge-'));
  let count = 0;
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return () => {
    count += 1;
    return path.join(directory, `${count}.db`);
  };
}
