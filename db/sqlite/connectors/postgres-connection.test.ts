import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { inTransaction, openPostgres } from '@/lib/server/connectors/postgres/pools';
import { PostgresServer } from '@/scripts/postgres-server';
import { postgresConfigOn, loopback, pushUsers, userOf } from './testing/table-pushes';
import { openWay } from './testing/way';

const waitUntil = { timeout: 15_000, interval: 20 };

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.open();
}, 60_000);
afterAll(() => server.close());

const partsOn = (port = server.port) => ({
  config: { ...postgresConfigOn(server), port },
  password: server.password,
  guard: loopback,
});

const sleepers = () => server.query(`SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(8)'`);

test('a connection that is lost in the middle of a statement fails it, and nothing else', async () => {
  const uncaught: unknown[] = [];
  const hear = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', hear);
  onTestFinished(() => void process.off('uncaughtException', hear));
  const { port, cut } = await openWay(server);
  const database = await openPostgres(partsOn(port));
  onTestFinished(database.end);
  const asked = database.withClient((client) => client.query('SELECT pg_sleep(8)'));
  const failed = expect(asked).rejects.toThrow();
  await vi.waitFor(async () => expect(await sleepers()).toHaveLength(1), waitUntil);
  cut();
  await failed;
  // Whatever would be thrown beside the promise is thrown before the next query has an answer.
  expect(await database.withClient((client) => client.query('SELECT 1'))).toMatchObject({ rowCount: 1 });
  expect(uncaught).toEqual([]);
});

test('an end does not wait for a statement that goes on for long', async () => {
  const database = await openPostgres(partsOn());
  const asked = database.withClient((client) => client.query('SELECT pg_sleep(8)'));
  const failed = expect(asked).rejects.toThrow();
  await vi.waitFor(async () => expect((await sleepers()).length).toBeGreaterThan(0), waitUntil);
  const beganMs = performance.now();
  await database.end();
  expect(performance.now() - beganMs).toBeLessThan(4_000);
  await failed;
});

test('our settings hold for one transaction, and leave the connection as it was', async () => {
  const database = await openPostgres(partsOn());
  onTestFinished(database.end);
  const show = `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`;
  await database.withClient(async (client) => {
    const within = await inTransaction(client, () => client.query(show));
    expect(within.rows).toEqual([{ statement: '10s', lock: '5s' }]);
    expect((await client.query(show)).rows).toEqual([{ statement: '0', lock: '0' }]);
  });
});

test('a push that is to stop writes nothing more, and leaves those users as they were', async () => {
  await mendDatabase(partsOn());
  const { config, password } = partsOn();
  const pushed = await pushUsers({ config, password, users: [userOf('a')], isStopping: () => true });
  expect(pushed.get('auth0|a')).toEqual({ doneSeq: 6, calls: [], stopped: null });
  expect(await server.query('SELECT 1 FROM users')).toEqual([]);
});

test('a certificate that cannot be verified holds the connector, and the check says what to do', async () => {
  const request = 'openssl req -new -x509 -days 1 -nodes -subj /CN=db.example.com -out server.crt -keyout server.key';
  await server.query(`COPY (SELECT 1) TO PROGRAM '${request} 2>/dev/null && chmod 600 server.key'`);
  await server.query('ALTER SYSTEM SET ssl = on');
  await server.query('SELECT pg_reload_conf()');
  const { config, ...rest } = partsOn();
  const verifying = { ...rest, config: { ...config, tls: 'verify' as const } };
  const words = async () => (await checkDatabase(verifying)).findings.map(({ text }) => text).join('\n');
  await vi.waitFor(async () => expect(await words()).toMatch(/certificate is its own. Choose "encrypt"/), waitUntil);
  const pushed = await pushUsers({ ...verifying, users: [userOf('a')] });
  expect(pushed.get('auth0|a')?.stopped?.judgement).toEqual({ kind: 'hold', reason: 'certificate_refused' });
});
