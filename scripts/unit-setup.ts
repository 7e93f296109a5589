import { findMariadb } from './mariadb-programs.ts';
import { findPostgres } from './postgres-programs.ts';
import { requireProgram } from './system-package.ts';

/** What tests of connectors need runs in servers of their own: real ones, that are found or, as root, installed. */
export default function setup(): void {
  requireProgram({ isThere: () => findPostgres() !== null, name: 'PostgreSQL', package: 'postgresql' });
  const hasUrl = (process.env.TEST_MYSQL_URL ?? '') !== '';
  requireProgram({ isThere: () => hasUrl || findMariadb() !== null, name: 'MariaDB', package: 'mariadb-server' });
}
