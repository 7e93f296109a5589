import { type CommitWatch, type Store } from '@/lib/store';
import { type Carrier } from './channel/carrier';
import { type ChannelEnd } from './channel/channel-end';
import { openChannelStore } from './channel/channel-store';
import { type WritingStore } from './shared/deeds';
import { openSqliteReads } from './sqlite/sqlite-reads';
import { openSqliteStore } from './sqlite/sqlite-store';

export { type Carrier } from './channel/carrier';
export { type ChannelEnd, processEnd } from './channel/channel-end';
export { serveStore } from './channel/serve-store';
export { type WritingStore } from './shared/deeds';

/**
 * Opens the database that `url` (`DATABASE_URL`) names, creating and migrating it as needed: `file:` and a path, absolute or
 * relative to the working directory, taken literally. `watch` hears of every commit of receipts. Throws an `Error` whose message tells a person what to set.
 */
export async function openStore(url: string, watch?: CommitWatch): Promise<WritingStore> {
  return openSqliteStore({ file: fileOf(url), watch });
}

/**
 * Opens the same database in a process that only reads it; `end` leads to the one that opened it by `openStore` and serves it
 * by `serveStore`, which does all the writing. What `carrier` carries goes along with each deed.
 */
export async function openPagesStore(url: string, end: ChannelEnd, carrier?: Carrier): Promise<Store> {
  const file = fileOf(url);
  const now = Date.now;
  return openChannelStore({
    end,
    now,
    carrier,
    openReads: (catchUpSearch) => openSqliteReads(file, { now, catchUpSearch }),
  });
}

function fileOf(url: string): string {
  const file = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(url)?.[1];
  if (file === undefined || file.endsWith('/') || file.startsWith(':')) {
    throw new Error('DATABASE_URL must be file: and the path of a database file, such as file:./data/streamgauge.db');
  }
  return file;
}
