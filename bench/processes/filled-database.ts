import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type UserIds } from '../load/user-ids.ts';
import { bundled } from './bundle.ts';
import { Program } from './program.ts';
import { baseFolder } from './work-folder.ts';

/** Everything that decides what such a database looks like. */
const sources = [
  'bench/servers/seed-database.ts',
  'bench/servers/direct-rows.ts',
  'bench/load/event-bodies.ts',
  'bench/load/user-ids.ts',
];
const migrations = 'db/sqlite/migrations';

function fingerprint(): string {
  const hash = createHash('sha256');
  const scripts = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  for (const file of [...sources, ...scripts.map((name) => path.join(migrations, name))])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

interface FilledOptions {
  events: number;
  userIds: UserIds;
  say: (text: string) => void;
}

/**
 * A database of the present schema with `events` events. It takes a while to make, so it is kept beside the folders of the
 * runs and made again only when the schema or its content changes; the former one is removed then.
 */
export async function filledDatabase({ events, userIds, say }: FilledOptions): Promise<string> {
  const folder = path.join(baseFolder(), 'streamgauge-bench-cache');
  const prefix = `events-${events}-${userIds}-`;
  const file = path.join(folder, `${prefix}${fingerprint()}.db`);
  if (existsSync(file)) return file;
  say(`  making a database of ${events.toLocaleString('en-US')} events, once: ${file}`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(path.join(folder, name));
  const partial = `${file}.partial`;
  const env = { DATABASE_FILE: partial, EVENTS: String(events), USER_IDS: userIds };
  await new Program({
    command: process.execPath,
    args: [await bundled('bench/servers/seed-database.ts')],
    env,
  }).succeed();
  renameSync(partial, file);
  return file;
}
