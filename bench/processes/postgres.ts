import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../scripts/free-port.ts';
import { serverUser, type SystemUser } from '../../scripts/system-user.ts';
import { Program } from './program.ts';

export function postgresVersion(bin: string): string {
  const text = execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /\d+(\.\d+)*/.exec(text)?.[0] ?? text.trim();
}

/** A PostgreSQL cluster of our own with the settings it comes with, in a folder that goes with us. */
export class PostgresCluster {
  readonly #bin: string;
  readonly #folder: string;
  readonly #user = serverUser('postgres');
  readonly #password = randomBytes(16).toString('hex');
  #port = 0;
  #server: Program | null = null;

  private constructor(bin: string, folder: string) {
    this.#bin = bin;
    this.#folder = folder;
  }

  static async create(bin: string, folder: string): Promise<PostgresCluster> {
    const cluster = new PostgresCluster(bin, folder);
    await cluster.#initialise();
    return cluster;
  }

  async #initialise(): Promise<void> {
    const data = path.join(this.#folder, 'data');
    const passwordFile = path.join(this.#folder, 'password');
    mkdirSync(this.#folder, { mode: 0o700 });
    writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    if (this.#user !== null) for (const file of [this.#folder, passwordFile]) this.#give(file, this.#user);
    // Text compared by bytes is what SQLite does too, and the faster way.
    const args = ['-D', data, '-U', 'bench', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await this.#program('initdb', [...args, '--encoding=UTF8', '--locale=C']).succeed();
  }

  #give(file: string, { uid, gid }: SystemUser): void {
    chownSync(file, uid, gid);
  }

  #program(name: string, args: string[]): Program {
    return new Program({
      command: path.join(this.#bin, name),
      args,
      user: this.#user,
      // SIGINT: end the sessions, write everything out and stop. SIGQUIT: stop at once.
      endSignal: 'SIGINT',
      lastSignal: 'SIGQUIT',
    });
  }

  /** Starts the server, with `synchronous_commit` as it comes: on. */
  async start(): Promise<void> {
    this.#port = await freePort();
    const data = path.join(this.#folder, 'data');
    const listenTo = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
    this.#server = this.#program('postgres', ['-D', data, '-p', String(this.#port), ...listenTo]);
    await this.#accepts(this.#server);
  }

  async #accepts(server: Program): Promise<void> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      if (server.hasEnded) throw new Error(server.describeEnd());
      try {
        await this.query('postgres', 'SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  get pid(): number {
    if (this.#server === null) throw new Error('PostgreSQL is not running');
    return this.#server.pid;
  }

  url(database: string): string {
    return `postgres://bench:${this.#password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Runs statements on a connection of their own. Returns the first column of the first row of the last one. */
  async query(database: string, ...statements: string[]): Promise<unknown> {
    const client = new Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      let value: unknown;
      for (const statement of statements) {
        const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
        value = rows[0]?.[0];
      }
      return value;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.#server?.end();
    this.#server = null;
  }
}
