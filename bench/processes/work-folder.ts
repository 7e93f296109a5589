import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Type of the file system that holds `folder`, such as "ext4"; null where the system does not say. */
export function fileSystemOf(folder: string): string | null {
  try {
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, mountPoint = '/nowhere']) =>
        `${folder}/`.startsWith(mountPoint.endsWith('/') ? mountPoint : `${mountPoint}/`),
      );
    // The longest path is the innermost mount; of equals the later one covers the earlier.
    const [innermost] = mounts.reverse().toSorted((a, b) => (b[1] ?? '').length - (a[1] ?? '').length);
    return innermost?.[2] ?? null;
  } catch {
    return null;
  }
}

/** In memory a sync costs nothing, and a sync on every commit is most of what is measured here. */
const inMemory = new Set(['tmpfs', 'ramfs']);

/** The folder for databases, on a real disk: BENCH_FOLDER, or the first fitting one of the usual places. */
export function baseFolder(): string {
  const { BENCH_FOLDER } = process.env;
  if (BENCH_FOLDER !== undefined && BENCH_FOLDER !== '') {
    mkdirSync(BENCH_FOLDER, { recursive: true });
    return path.resolve(BENCH_FOLDER);
  }
  const candidates = [tmpdir(), '/var/tmp'];
  return candidates.find((folder) => !inMemory.has(fileSystemOf(folder) ?? '')) ?? path.resolve('data');
}

/** Makes a folder that is removed when this process ends, however it ends. */
export function workFolder(): string {
  const folder = mkdtempSync(path.join(baseFolder(), 'streamgauge-bench-'));
  // PostgreSQL may run as a user of its own and has to get through.
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}
