import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** The first, the last and pages evenly between: a file of up to this many pages is compared whole. */
const sampledPages = 64;

const pageBytes = 8192;

/** A checksum of some pages of the file open at `fd`, `size` bytes long. */
export function sampleFile(fd: number, size: number): number {
  const pages = Math.max(1, Math.floor(size / pageBytes));
  const count = Math.min(pages, sampledPages);
  const buffer = Buffer.allocUnsafe(pageBytes);
  let sum = crc32(String(size));
  for (let n = 0; n < count; n += 1) {
    const page = count === 1 ? 0 : Math.floor((n * (pages - 1)) / (count - 1));
    const length = readSync(fd, buffer, 0, pageBytes, page * pageBytes);
    sum = crc32(buffer.subarray(0, length), sum);
  }
  return sum;
}
