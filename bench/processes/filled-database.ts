import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type UserIds } from '../load/user-ids.ts';
import { type Build } from './build.ts';
import { bundled } from './bundle.ts';
import { Program } from './program.ts';
import { baseFolder } from './work-folder.ts';

/** Everything that decides what such a database looks like. */
const sources = [
  'bench/servers/seed-database.ts',
  'bench/servers/direct-rows.ts',
  'bench/servers/search-words.ts',
  'bench/load/event-bodies.ts',
  'bench/load/user-ids.ts',
];

function fingerprint(build: Build): string {
  const hash = createHash('sha256');
  const migrations = path.join(build.folder, 'db/sqlite/migrations');
  const scripts = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  for (const file of [...sources, ...scripts.map((name) => path.join(migrations, name))])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

interface FilledOptions {
  /** Whose schema it has. */
  build: Build;
  /** Those whose databases are kept. */
  builds: readonly Build[];
  events: number;
  userIds: UserIds;
  say: (text: string) => void;
}

/**
 * A database of a build's schema with `events` events. It takes a while to make, so it is kept beside the folders of the
 * runs and made again only when the schema or its content changes; former ones are removed then.
 */
export async function filledDatabase({ build, builds, events, userIds, say }: FilledOptions): Promise<string> {
  const folder = path.join(baseFolder(), 'streamgauge-bench-cache');
  const prefix = `events-${events}-${userIds}-`;
  const fileOf = (one: Build) => path.join(folder, `${prefix}${fingerprint(one)}.db`);
  const file = fileOf(build);
  if (existsSync(file)) return file;
  say(`  making a database of ${events.toLocaleString('en-US')} events, once: ${file}`);
  mkdirSync(folder, { recursive: true });
  const kept = builds.map(fileOf);
  const former = readdirSync(folder).map((name) => path.join(folder, name));
  for (const old of former) {
    // Its log and lock belong to it.
    const isKept = kept.some((one) => old.startsWith(one));
    if (path.basename(old).startsWith(prefix) && !isKept) rmSync(old);
  }
  const partial = `${file}.partial`;
  const env = { DATABASE_FILE: partial, EVENTS: String(events), USER_IDS: userIds };
  await new Program({
    command: process.execPath,
    args: [await bundled('bench/servers/seed-database.ts', build)],
    // Migrations are found from there.
    folder: build.folder,
    env,
  }).succeed();
  renameSync(partial, file);
  return file;
}
