import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Pool, type PoolClient } from 'pg';
import { type PostgresConfig } from '../../../connectors/table-config';
import { secondMs } from '../../../spans';
import { type Database, type DatabaseParts, databaseTimes } from '../tables/dialect';
import { GuardedSocket, placeOf, plainHost } from '../tables/guarded-socket';

const { connectMs, statementMs, lockMs, idleMs, endMs } = databaseTimes;

/** Opens connections to the database of a connector, at most two, for as long as they are used. */
export async function openPostgres({
  config,
  password,
  guard,
}: DatabaseParts<PostgresConfig>): Promise<Database<PoolClient>> {
  const { default: pg } = await import('pg');
  const { port, database, user, tls } = config;
  const host = plainHost(config);
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    ...{ host, port, database, user, password },
    // Named: of an address Node would compare the certificate with `localhost`.
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verify', host },
    stream: () => {
      const socket = new GuardedSocket(placeOf(config), guard);
      sockets.add(socket);
      return socket.once('close', () => void sockets.delete(socket));
    },
    application_name: 'streamgauge',
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs + secondMs,
    idleTimeoutMillis: idleMs,
    max: 2,
    allowExitOnIdle: true,
  });
  // One that is closed while nobody uses it: the next use opens another.
  pool.on('error', () => undefined);
  return { withClient: (work) => withClient(pool, work), end: () => endPool(pool, sockets) };
}

async function endPool(pool: Pool, sockets: ReadonlySet<Socket>): Promise<void> {
  const late = new AbortController();
  const timeIsUp = sleep(endMs, undefined, { signal: late.signal }).catch(() => undefined);
  await Promise.race([pool.end().catch(() => undefined), timeIsUp]);
  late.abort();
  for (const socket of sockets) socket.destroy();
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isBroken = true;
  // A connection that is lost fails its query and says so once more: an error that nobody hears ends the process.
  const heard = () => undefined;
  client.on('error', heard);
  try {
    const result = await work(client);
    isBroken = false;
    return result;
  } finally {
    client.off('error', heard);
    // After an error it may be in the middle of anything.
    client.release(isBroken);
  }
}

/** Ours end with the transaction: behind a pooler the next one may have another connection. */
const settings = `SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true),
  set_config('TimeZone', 'UTC', true)`;

/** Runs `work` in a transaction with our settings; `keep` false takes back what it did. */
export async function inTransaction<T>(client: PoolClient, work: () => Promise<T>, keep = true): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(settings, [String(statementMs), String(lockMs)]);
    const result = await work();
    await client.query(keep ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    // On a connection that is lost it fails too, and says less.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
