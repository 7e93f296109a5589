import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { type SocketFolder, socketFolder } from './socket-folder';

let folder: SocketFolder;

afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

async function listens(path: string): Promise<boolean> {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(null));
  });
  const isListening = server.listening;
  await new Promise((resolve) => server.close(resolve));
  return isListening;
}

it.runIf(process.platform !== 'win32')(
  'a socket is in a folder that only this user can enter, another at each start',
  async () => {
    folder = socketFolder();
    const [first, second] = [folder.next(), folder.next()];
    expect(first).not.toBe(second);
    expect(statSync(dirname(first)).mode & 0o777).toBe(0o700);
    expect(await listens(first)).toBe(true);
  },
);

it.runIf(process.platform !== 'win32')(
  'a temporary folder that is missing, a file or too long for a socket is passed over',
  async () => {
    const file = join(tmpdir(), `streamgauge-file-${process.pid}`);
    writeFileSync(file, '');
    const long = join(tmpdir(), 'x'.repeat(120));
    mkdirSync(long, { recursive: true });
    for (const place of ['/no/such/folder', file, long]) {
      vi.stubEnv('TMPDIR', place);
      folder = socketFolder();
      expect(await listens(folder.next())).toBe(true);
      folder.remove();
    }
  },
);
