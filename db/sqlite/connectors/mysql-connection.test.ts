import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type MysqlConfig } from '@/lib/connectors/table-config';
import { inTransaction, openMysql } from '@/lib/server/connectors/mysql/connections';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { MariadbServer } from '@/scripts/mariadb-server';
import { type Certificate, makeCertificate } from './testing/certificate';
import { loopback, mysqlConfigOn, pushUsers, userOf } from './testing/table-pushes';
import { openWay } from './testing/way';

const waitUntil = { timeout: 15_000, interval: 20 };

let server: MariadbServer;

beforeAll(async () => {
  server = await MariadbServer.open();
});
afterAll(() => server.close());

const partsOn = (to: MariadbServer, over: Partial<MysqlConfig> = {}) => ({
  config: mysqlConfigOn(to, over),
  password: to.account.password,
  guard: loopback,
});

const sleep = 'SELECT SLEEP(8)';
const sleepers = () =>
  server.query(`SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO = '${sleep}' AND DB = '${server.database}'`);

/** What nobody caught while the test ran. */
function hearUncaught(): unknown[] {
  const uncaught: unknown[] = [];
  const hear = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', hear);
  onTestFinished(() => void process.off('uncaughtException', hear));
  return uncaught;
}

test('a connection that is lost in the middle of a statement fails it, and nothing else', async () => {
  const uncaught = hearUncaught();
  const { port, cut } = await openWay(server.account);
  const database = await openMysql(partsOn(server, { port }));
  onTestFinished(database.end);
  const failed = expect(database.withClient((client) => client.run(sleep))).rejects.toThrow();
  await vi.waitFor(async () => expect(await sleepers()).toHaveLength(1), waitUntil);
  cut();
  await failed;
  // Whatever would be thrown beside the promise is thrown before the next statement has an answer.
  await database.withClient((client) => client.run('SELECT 1'));
  expect(uncaught).toEqual([]);
});

test('a connection that is lost while nobody uses it is replaced by the next use', async () => {
  const uncaught = hearUncaught();
  const database = await openMysql(partsOn(server));
  onTestFinished(database.end);
  const idOf = () =>
    database.withClient(async (client) => {
      return (await client.rows(z.object({ id: z.coerce.number() }), 'SELECT CONNECTION_ID() AS id'))[0]?.id;
    });
  const first = await idOf();
  expect(await idOf()).toBe(first);
  await server.query(`KILL ${first}`);
  await vi.waitFor(async () => {
    expect(await server.query(`SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ${first}`)).toEqual([]);
  }, waitUntil);
  expect(await idOf().catch(idOf)).not.toBe(first);
  expect(uncaught).toEqual([]);
});

test('an end does not wait for a statement that goes on for long', async () => {
  const database = await openMysql(partsOn(server));
  const failed = expect(database.withClient((client) => client.run(sleep))).rejects.toThrow();
  await vi.waitFor(async () => expect((await sleepers()).length).toBeGreaterThan(0), waitUntil);
  const beganMs = performance.now();
  await database.end();
  expect(performance.now() - beganMs).toBeLessThan(4_000);
  await failed;
});

test('whatever the server is set to, a transaction is strict, in UTC and in UTF-8, and gives up waiting for locks', async () => {
  const database = await openMysql(partsOn(server));
  onTestFinished(database.end);
  const shape = z.record(z.string(), z.coerce.string());
  const text = `SELECT @@sql_mode LIKE 'STRICT_ALL_TABLES%' AS isStrict, @@time_zone AS zone,
    @@character_set_client AS charset, @@innodb_lock_wait_timeout AS waitS`;
  await database.withClient(async (client) => {
    await client.run(`SET sql_mode = '', time_zone = '+09:00', NAMES latin1`);
    const [within] = await inTransaction(client, () => client.rows(shape, text));
    expect(within).toEqual({ isStrict: '1', zone: '+00:00', charset: 'utf8mb4', waitS: '5' });
  });
});

test('a push that is to stop writes nothing more, and leaves those users as they were', async () => {
  expect(await mendDatabase(partsOn(server))).toBeNull();
  const pushed = await pushUsers({ ...partsOn(server), users: [userOf('a')], isStopping: () => true });
  expect(pushed.get('auth0|a')).toEqual({ doneSeq: 6, calls: [], stopped: null });
  expect(await server.query('SELECT 1 FROM users')).toEqual([]);
});

async function openSecure({ certificate, key, authority }: Certificate): Promise<MariadbServer> {
  const secure = await MariadbServer.openOwn([
    `--ssl-cert=${certificate}`,
    `--ssl-key=${key}`,
    `--ssl-ca=${authority}`,
  ]);
  onTestFinished(() => secure.close());
  return secure;
}

const findingsOf = async (to: MariadbServer, tls: MysqlConfig['tls'], over: Partial<MysqlConfig> = {}) =>
  (await checkDatabase(partsOn(to, { tls, ...over }))).findings.map(({ text }) => text).join('\n');

test('a server without TLS is told from one whose certificate cannot be verified', async () => {
  const plain = await MariadbServer.openOwn(['--skip-ssl']);
  onTestFinished(() => plain.close());
  expect(await findingsOf(plain, 'encrypt')).toMatch(/offers no TLS/);
  const pushed = await pushUsers({ ...partsOn(plain, { tls: 'encrypt' }), users: [userOf('a')] });
  expect(pushed.get('auth0|a')?.stopped?.judgement).toEqual({ kind: 'away' });
});

test('a certificate that cannot be verified holds the connector, and the check says what to do', async () => {
  const secure = await openSecure(makeCertificate('DNS:db.example.com'));
  expect(await findingsOf(secure, 'verify')).toMatch(/certificate is (its own|not trusted|of an authority)/);
  const pushed = await pushUsers({ ...partsOn(secure, { tls: 'verify' }), users: [userOf('a')] });
  expect(pushed.get('auth0|a')?.stopped?.judgement).toEqual({ kind: 'hold', reason: 'certificate_refused' });
  expect(await findingsOf(secure, 'encrypt')).toMatch(/There is no table users yet/);
  // Without TLS, to a user who has to use it.
  await secure.query(`CREATE USER 'safe'@'%' IDENTIFIED BY '${secure.account.password}' REQUIRE SSL`);
  await secure.query(`GRANT ALL ON ${secure.database}.* TO 'safe'@'%'`);
  expect(await findingsOf(secure, 'off', { user: 'safe' })).toMatch(/password is refused/);
  expect(await findingsOf(secure, 'encrypt', { user: 'safe' })).toMatch(/There is no table users yet/);
});

test.each([
  ['IP:127.0.0.1', '127.0.0.1', 'localhost'],
  ['DNS:localhost', 'localhost', '127.0.0.1'],
])('a certificate of %s is taken for the host %s, and not for %s', async (name, right, wrong) => {
  const certificate = makeCertificate(name);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, readFileSync(certificate.authority, 'utf8')]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  const secure = await openSecure(certificate);
  expect(await findingsOf(secure, 'verify', { host: right })).toMatch(/There is no table users yet/);
  expect(await findingsOf(secure, 'verify', { host: wrong })).toMatch(/certificate is of another name/);
});
