import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const hasServer = (folder: string) =>
  existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres'));

function askPgConfig(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
}

/** The folder of PostgreSQL's programs: PG_BIN, Debian's place for version 15, PATH, pg_config. Null when there is none. */
export function findPostgres(): string | null {
  const { PG_BIN, PATH = '' } = process.env;
  if (PG_BIN !== undefined && PG_BIN !== '') return hasServer(PG_BIN) ? PG_BIN : null;
  const candidates = ['/usr/lib/postgresql/15/bin', ...PATH.split(path.delimiter), ...askPgConfig()];
  return candidates.find(hasServer) ?? null;
}
