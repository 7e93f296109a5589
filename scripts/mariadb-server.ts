import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port.ts';
import { findMariadb, type MariadbPrograms } from './mariadb-programs.ts';
import { serverUser } from './system-user.ts';

interface Account {
  host: string;
  port: number;
  user: string;
  password: string;
}

/**
 * A server of a test's own, on loopback, with an empty database: MariaDB as it is found, or a MySQL or MariaDB server that
 * runs already and that `TEST_MYSQL_URL` (`mysql://user:password@host:port`) names. Its user may do everything.
 */
export class MariadbServer {
  readonly account: Account;
  readonly database = `streamgauge_${randomUUID().slice(0, 8)}`;
  readonly #own: OwnServer | null;

  private constructor(account: Account, own: OwnServer | null) {
    this.account = account;
    this.#own = own;
  }

  /** Makes and starts a server. Throws an error that says what to install when there is none. */
  static open(): Promise<MariadbServer> {
    const url = process.env.TEST_MYSQL_URL;
    return url === undefined || url === '' ? MariadbServer.openOwn([]) : MariadbServer.#begin(accountOf(url), null);
  }

  /** One that is made and started with these options, whatever runs already. */
  static async openOwn(options: readonly string[]): Promise<MariadbServer> {
    const own = new OwnServer(programs(), await freePort());
    own.initialise();
    own.start(options);
    return MariadbServer.#begin(own.account, own);
  }

  static async #begin(account: Account, own: OwnServer | null): Promise<MariadbServer> {
    const server = new MariadbServer(account, own);
    await server.#answers();
    await server.query(`CREATE DATABASE ${server.database} CHARACTER SET utf8mb4`, null);
    return server;
  }

  async #answers(): Promise<void> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      try {
        await this.query('SELECT 1', null);
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  /** Asks as the user that may do everything, in UTC. Numbers that are large and times come as texts. */
  async query(text: string, database: string | null = this.database): Promise<Record<string, unknown>[]> {
    const connection = await createConnection({
      ...this.account,
      ...(database === null ? {} : { database }),
      ...{ supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, multipleStatements: true },
    });
    try {
      await connection.query(`SET time_zone = '+00:00'`);
      const [rows] = await connection.query(text);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    } finally {
      await connection.end();
    }
  }

  /** Ends it and removes its folder, or its database where it was running already. */
  async close(): Promise<void> {
    if (this.#own === null) await this.query(`DROP DATABASE ${this.database}`, null);
    else await this.#own.close();
  }
}

function programs(): MariadbPrograms {
  const found = findMariadb();
  if (found !== null) return found;
  throw new Error(
    'No MariaDB was found: install mariadb-server, set MARIADB_BIN to the folder of its programs, or TEST_MYSQL_URL to a server',
  );
}

function accountOf(address: string): Account {
  const { hostname, port, username, password } = new URL(address);
  return {
    ...{ host: hostname, port: port === '' ? 3_306 : Number(port) },
    ...{ user: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}

class OwnServer {
  readonly account: Account;
  readonly #programs: MariadbPrograms;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'mariadb-'));
  readonly #runAs = serverUser('mysql');
  #server: ChildProcess | null = null;

  constructor(found: MariadbPrograms, port: number) {
    this.#programs = found;
    this.account = { host: '127.0.0.1', port, user: 'owner', password: 'owner-of-tests' };
    if (this.#runAs !== null) chownSync(this.#folder, this.#runAs.uid, this.#runAs.gid);
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  initialise(): void {
    const args = [
      '--no-defaults',
      `--datadir=${this.#data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ];
    execFileSync(this.#programs.install, args, { ...this.#runAs, cwd: this.#folder, stdio: 'pipe' });
    const { user, password } = this.account;
    const account = `CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${user}'@'%' WITH GRANT OPTION;`;
    const input = `FLUSH PRIVILEGES; ${account}`.replaceAll('; ', ';\n');
    execFileSync(this.#programs.server, ['--no-defaults', '--bootstrap', `--datadir=${this.#data}`], {
      ...this.#runAs,
      ...{ cwd: this.#folder, input, stdio: ['pipe', 'ignore', 'ignore'] },
    });
  }

  start(options: readonly string[]): void {
    const settings = [
      ...['--no-defaults', `--datadir=${this.#data}`, `--socket=${path.join(this.#folder, 'socket')}`],
      ...['--bind-address=127.0.0.1', `--port=${this.account.port}`, '--skip-log-bin', '--skip-name-resolve'],
      // What a test writes outlasts the server, and need not outlast the machine.
      ...['--innodb-flush-log-at-trx-commit=2', '--innodb-buffer-pool-size=32M', '--innodb-log-file-size=8M'],
      // As careless as a server may be: ours has to be strict by itself, and to think in UTC.
      ...['--sql-mode=', '--default-time-zone=+09:00', ...options],
    ];
    this.#server = spawn(this.#programs.server, settings, { ...this.#runAs, cwd: this.#folder, stdio: 'ignore' });
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#server;
    this.#server = null;
    if (running === null || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }

  async close(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
