import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, type ConnectionOptions, type QueryResult, type ResultSetHeader } from 'mysql2';
import { z } from 'zod';
import { type MysqlConfig } from '../../../connectors/table-config';
import { secondMs } from '../../../spans';
import { type Database, type DatabaseParts, databaseTimes } from '../tables/dialect';
import { GuardedSocket, placeOf, plainHost } from '../tables/guarded-socket';

const { connectMs, statementMs, lockMs, idleMs, endMs } = databaseTimes;

type Values = readonly (string | null)[];

/**
 * Set before anything is written: nothing is cut or rounded to fit, times are in UTC, texts in UTF-8, and locks are waited for
 * no longer than we do. Only MariaDB reads what begins with `M!`, and only it ends a statement that writes.
 */
const settings = [
  `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  `time_zone = '+00:00', character_set_client = utf8mb4, character_set_results = utf8mb4`,
  `collation_connection = utf8mb4_bin, innodb_lock_wait_timeout = ${lockMs / secondMs}`,
  `lock_wait_timeout = ${lockMs / secondMs} /*M! , max_statement_time = ${statementMs / secondMs} */`,
].join(', ');

const serverRow = z.object({ version: z.string(), mostBytes: z.coerce.number() });

/** One connection. What the server refuses is thrown as it comes; a statement without an answer ends the connection. */
export class MysqlClient {
  readonly #connection: Connection;
  readonly #socket: Socket;
  /** As the server tells it: `8.4.3`, `10.11.19-MariaDB`. */
  version = '';
  /** Longest statement with its values, in bytes. */
  mostBytes = 0;

  private constructor(connection: Connection, socket: Socket) {
    this.#connection = connection;
    this.#socket = socket;
  }

  static async open(options: ConnectionOptions, socket: Socket): Promise<MysqlClient> {
    const { createConnection } = await import('mysql2');
    const connection = createConnection({ ...options, stream: () => socket });
    // A connection that is lost fails its statement and says so once more: an error that nobody hears ends the process.
    connection.on('error', () => undefined);
    const client = new MysqlClient(connection, socket);
    try {
      await new Promise<void>((resolve, reject) => {
        connection.connect((error) => (error === null ? resolve() : reject(error)));
      });
      await client.set();
      const [row] = await client.rows(serverRow, 'SELECT VERSION() AS version, @@max_allowed_packet AS mostBytes');
      client.version = row?.version ?? '';
      client.mostBytes = row?.mostBytes ?? 0;
      return client;
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  get isMariaDb(): boolean {
    return /mariadb/i.test(this.version);
  }

  get isUsable(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Our settings: behind a proxy each transaction may have another connection. */
  async set(): Promise<void> {
    await this.run(settings);
  }

  /** Runs a statement without values. */
  async run(text: string): Promise<void> {
    await this.#answer((done) => this.#connection.query(text, done));
  }

  async rows<Row>(schema: z.ZodType<Row>, text: string, values: Values = []): Promise<Row[]> {
    return z.array(schema).parse(await this.#answer((done) => this.#connection.execute(text, [...values], done)));
  }

  /** Runs a statement that changes rows; how many, as MySQL counts them: an update counts twice. */
  async change(text: string, values: Values): Promise<number> {
    const answer = await this.#answer((done) => this.#connection.execute<ResultSetHeader>(text, [...values], done));
    return z.object({ affectedRows: z.number() }).parse(answer).affectedRows;
  }

  #answer<Result extends QueryResult>(
    ask: (done: (error: Error | null, result: Result) => void) => unknown,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#socket.destroy(), statementMs + secondMs);
      ask((error, result) => {
        clearTimeout(late);
        if (error === null) resolve(result);
        else reject(error);
      });
    });
  }

  /** Nobody waits for an answer: it keeps no process alive. */
  rest(): void {
    this.#socket.unref();
  }

  wake(): void {
    this.#socket.ref();
  }

  destroy(): void {
    this.#connection.destroy();
    this.#socket.destroy();
  }
}

/** Opens connections to the database of a connector, one after the other, each for as long as it is used. */
export function openMysql(parts: DatabaseParts<MysqlConfig>): Promise<Database<MysqlClient>> {
  const database = new MysqlDatabase(parts);
  return Promise.resolve({ withClient: (work) => database.withClient(work), end: () => database.end() });
}

class MysqlDatabase {
  readonly #parts: DatabaseParts<MysqlConfig>;
  readonly #sockets = new Set<Socket>();
  readonly #working = new Set<Promise<unknown>>();
  /** One that nobody uses, until it has waited for too long. */
  #idle: { client: MysqlClient; timer: NodeJS.Timeout } | null = null;
  #isEnded = false;

  constructor(parts: DatabaseParts<MysqlConfig>) {
    this.#parts = parts;
  }

  withClient<T>(work: (client: MysqlClient) => Promise<T>): Promise<T> {
    const working = this.#work(work);
    const settled = working.then(
      () => undefined,
      () => undefined,
    );
    this.#working.add(settled);
    void settled.then(() => this.#working.delete(settled));
    return working;
  }

  async #work<T>(work: (client: MysqlClient) => Promise<T>): Promise<T> {
    const client = this.#takeIdle() ?? (await this.#connect());
    try {
      const result = await work(client);
      this.#keep(client);
      return result;
    } catch (error) {
      // It may be in the middle of anything.
      client.destroy();
      throw error;
    }
  }

  #takeIdle(): MysqlClient | null {
    const idle = this.#idle;
    this.#idle = null;
    if (idle === null) return null;
    clearTimeout(idle.timer);
    if (!idle.client.isUsable) return null;
    idle.client.wake();
    return idle.client;
  }

  #keep(client: MysqlClient): void {
    if (this.#isEnded || this.#idle !== null) {
      client.destroy();
      return;
    }
    client.rest();
    const timer = setTimeout(() => this.#takeIdle()?.destroy(), idleMs);
    timer.unref();
    this.#idle = { client, timer };
  }

  #connect(): Promise<MysqlClient> {
    const { config, password, guard } = this.#parts;
    const { port, database, user, tls } = config;
    const host = plainHost(config);
    const socket = new GuardedSocket(placeOf(config), guard);
    this.#sockets.add(socket.once('close', () => void this.#sockets.delete(socket)));
    const options: ConnectionOptions = {
      ...{ host, port, database, user, password },
      ...(tls === 'off' ? {} : { ssl: { rejectUnauthorized: tls === 'verify', verifyIdentity: tls === 'verify' } }),
      charset: 'UTF8MB4_BIN',
      // Rows that an update leaves as they were are not counted, and no file of ours is given to a server that asks for one.
      flags: ['-FOUND_ROWS', '-LOCAL_FILES'],
      connectTimeout: connectMs,
      connectAttributes: { program_name: 'streamgauge' },
      ...{ supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, jsonStrings: true, timezone: 'Z' },
      // Names of columns become no code. Each size of a batch is a statement of its own, and the server holds few for us.
      ...{ disableEval: true, maxPreparedStatements: 16 },
    };
    const opened = MysqlClient.open(options, socket);
    socket.setNoDelay(true).connect(port, host);
    return opened;
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    this.#takeIdle()?.destroy();
    const late = new AbortController();
    const timeIsUp = sleep(endMs, undefined, { signal: late.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#working), timeIsUp]);
    late.abort();
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Runs `work` in a transaction with our settings; `keep` false takes back what it did. */
export async function inTransaction<T>(client: MysqlClient, work: () => Promise<T>, keep = true): Promise<T> {
  await client.run('START TRANSACTION');
  try {
    await client.set();
    const result = await work();
    await client.run(keep ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    // On a connection that is lost it fails too, and says less.
    await client.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
