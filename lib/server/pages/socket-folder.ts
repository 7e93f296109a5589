import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the system takes as the path of a socket, in bytes (macOS, which takes the fewest). */
const longestPath = 103;

/** Where sockets may be, the best place first. */
const places = () => [tmpdir(), '/tmp', process.cwd()];

/** Sockets that only this user can reach. Windows has no such files, but pipes with names. */
export interface SocketFolder {
  next: () => string;
  remove: () => void;
}

function makeFolder(): string {
  const failures: string[] = [];
  for (const place of places()) {
    try {
      const folder = mkdtempSync(join(place, 'streamgauge-'));
      if (Buffer.byteLength(join(folder, 'pages-000000.sock')) <= longestPath) return folder;
      rmSync(folder, { recursive: true, force: true });
      failures.push(`${place} is too long for a socket`);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`No folder for a socket: ${failures.join('; ')}. Set TMPDIR to a short path that can be written.`);
}

/** Made at the first use. `next` throws when there is no place for a socket, and says what to do. */
export function socketFolder(): SocketFolder {
  let starts = 0;
  if (process.platform === 'win32') {
    return { next: () => `\\\\.\\pipe\\streamgauge-${process.pid}-${++starts}`, remove: () => undefined };
  }
  let folder: string | null = null;
  return {
    next: () => join((folder ??= makeFolder()), `pages-${++starts}.sock`),
    remove: () => {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}
