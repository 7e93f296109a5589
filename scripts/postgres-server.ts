import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { findPostgres } from './postgres-programs.ts';
import { serverUser } from './system-user.ts';

/** A PostgreSQL server of a test's own, on loopback, with an empty database. */
export class PostgresServer {
  readonly host = '127.0.0.1';
  readonly database = 'postgres';
  /** May do everything. */
  readonly user = 'owner';
  readonly password = 'owner-of-tests';
  readonly port: number;
  readonly #bin: string;
  readonly #folder: string;
  readonly #runAs = serverUser('postgres');
  #server: ChildProcess | null = null;

  private constructor(bin: string, port: number) {
    this.#bin = bin;
    this.port = port;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'postgres-'));
    if (this.#runAs !== null) chownSync(this.#folder, this.#runAs.uid, this.#runAs.gid);
  }

  /** Makes and starts a server. Throws an error that says what to install when there is no PostgreSQL. */
  static async open(): Promise<PostgresServer> {
    const bin = findPostgres();
    if (bin === null) {
      throw new Error('No PostgreSQL was found: install postgresql, or set PG_BIN to the folder of initdb');
    }
    const server = new PostgresServer(bin, await freePort());
    server.#initialise();
    await server.start();
    return server;
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  #initialise(): void {
    const passwordFile = path.join(this.#folder, 'password');
    writeFileSync(passwordFile, this.password);
    const account = ['-U', this.user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const args = ['-D', this.#data, ...account, '--encoding=UTF8', '--locale=C', '--no-sync'];
    execFileSync(path.join(this.#bin, 'initdb'), args, { ...this.#runAs, stdio: 'pipe' });
  }

  /** Starts it with what was committed before. */
  async start(): Promise<void> {
    const listen = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((one) => [
      '-c',
      one,
    ]);
    const args = ['-D', this.#data, '-p', String(this.port), ...listen];
    this.#server = spawn(path.join(this.#bin, 'postgres'), args, { ...this.#runAs, stdio: 'ignore' });
    const deadline = performance.now() + 30_000;
    for (;;) {
      try {
        await this.query('SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  /** Asks as the user that may do everything. */
  async query(text: string): Promise<Record<string, unknown>[]> {
    const { host, port, database, user, password } = this;
    const client = new Client({ host, port, database, user, password });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it at once, as a crash would. */
  kill(): Promise<void> {
    return this.#end('SIGQUIT');
  }

  /** Ends it and removes its folder. */
  async close(): Promise<void> {
    await this.#end('SIGINT');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#server;
    this.#server = null;
    if (running === null || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }
}
