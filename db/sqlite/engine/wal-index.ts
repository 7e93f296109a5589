import { readSync } from 'node:fs';

/** What the header of the `-shm` file says (https://sqlite.org/walformat.html, "The WAL-Index File Format"). */
export interface WalIndex {
  /** Whether the log holds a frame that counts. */
  hasFrames: boolean;
  /** The salts that mark the frames that count, as they are in the log's own header. */
  salts: string;
  /** Moves with every checkpoint, finished or only tried, and whenever the log starts over. */
  checkpoints: string;
  /** A checkpoint began to write the database file and did not come to its end. */
  isUnfinished: boolean;
}

const headerBytes = 136;

/** Reads the header from the file open at `fd`. Numbers are in the byte order of the machine, salts are bytes. */
export function readWalIndex(fd: number): WalIndex {
  const header = Buffer.alloc(headerBytes);
  readSync(fd, header, 0, headerBytes, 0);
  const word = (at: number) => new Uint32Array(header.buffer, header.byteOffset + at, 1)[0] ?? 0;
  const salts = header.toString('hex', 32, 40);
  const [backfilled, attempted] = [word(96), word(128)];
  return {
    hasFrames: word(16) > 0,
    salts,
    checkpoints: `${salts} ${backfilled} ${attempted}`,
    isUnfinished: attempted > backfilled,
  };
}

/** The salts in the header of the log open at `fd`; empty when it has none. */
export function readWalSalts(fd: number): string {
  const header = Buffer.alloc(24);
  return readSync(fd, header, 0, 24, 0) < 24 ? '' : header.toString('hex', 16, 24);
}
