import { existsSync } from 'node:fs';
import path from 'node:path';

/** The programs of a MariaDB server. */
export interface MariadbPrograms {
  server: string;
  install: string;
}

/** MariaDB's programs, from MARIADB_BIN, Debian's places or PATH. Null when there are none. */
export function findMariadb(): MariadbPrograms | null {
  const { MARIADB_BIN, PATH = '' } = process.env;
  const isSet = MARIADB_BIN !== undefined && MARIADB_BIN !== '';
  const folders = isSet ? [MARIADB_BIN] : ['/usr/sbin', '/usr/bin', ...PATH.split(path.delimiter)];
  const find = (names: readonly string[]) =>
    names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
  const server = find(['mariadbd', 'mysqld']);
  // MySQL has no such program, and its server takes other options.
  const install = find(['mariadb-install-db', 'mysql_install_db']);
  return server === undefined || install === undefined ? null : { server, install };
}
