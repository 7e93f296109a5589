import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { record, recordInTurn, recordMany } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { type MysqlConfig } from '@/lib/connectors/table-config';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { MariadbServer } from '@/scripts/mariadb-server';
import { createBackfill } from '@/lib/server/jobs/job-deeds';
import { admin, type HookWorld, openHookWorld } from './testing/hook-world';
import { runJobs } from './testing/run-jobs';
import { loopback, mysqlConfigOn } from './testing/table-pushes';
import { openWay } from './testing/way';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const waitUntil = { timeout: 30_000, interval: 30 };

let server: MariadbServer;

beforeAll(async () => {
  server = await MariadbServer.open();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.query('DROP TABLE IF EXISTS users');
});

const checked = (over: Partial<MysqlConfig> = {}, password = server.account.password) => ({
  config: mysqlConfigOn(server, over),
  password,
  guard: loopback,
});

/** Makes a connector on the server and starts it. */
async function connect({ store }: HookWorld, over: Partial<MysqlConfig> = {}, password = server.account.password) {
  const config = mysqlConfigOn(server, over);
  const secrets = [{ name: 'password', sealed: sealSecret('password', password) }];
  const made = await store.createConnector({ kind: 'mysql', name: 'Table', config, secrets }, admin);
  if (made === null) throw new Error('Not made');
  await store.switchConnector(made.id, 'running', admin);
  return made.id;
}

const rows = () => server.query('SELECT * FROM users ORDER BY user_id');
const countRows = async () => Number((await server.query('SELECT COUNT(*) AS n FROM users'))[0]?.n);

const inStep = async ({ store }: HookWorld, id: number, lanes: number) => {
  await vi.waitFor(
    async () => expect(await store.laneCounts(id)).toMatchObject({ idle: lanes, waiting: 0, running: 0 }),
    waitUntil,
  );
};

const heldFor = async ({ store }: HookWorld, id: number, holdReason: string) => {
  await vi.waitFor(
    async () => expect(await store.getConnector(id)).toMatchObject({ state: 'held', holdReason }),
    waitUntil,
  );
};

/** A table with the default columns, and a world in which it is kept in step. */
async function keepTable(over: Partial<MysqlConfig> = {}) {
  const world = await openHookWorld(newFile());
  expect(await mendDatabase(checked())).toBeNull();
  const id = await connect(world, over);
  const engine = world.run();
  return { world, id, engine };
}

describe('a table in MySQL or MariaDB', () => {
  test('is made, and has each user as mirrored, from created to deleted', async () => {
    const { world, id } = await keepTable();
    const meta = { plan: 'pro', big: 1, text: 'a\u0000b\ud800c' };
    await record(world.store, {
      type: 'user.created',
      at: 1,
      object: { email: 'ada@example.com', name: 'Ada', email_verified: true, user_metadata: meta },
    });
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([
      {
        ...{ user_id: ada, email: 'ada@example.com', name: 'Ada', email_verified: 1, blocked: 0 },
        user_metadata: { plan: 'pro', big: 1, text: 'a\uFFFDb\uFFFDc' },
        ...{ deleted_at: null, sync_seq: '1' },
      },
    ]);
    await record(world.store, { at: 2, object: { name: 'Ada L', email: 'ada@example.com' } });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Ada L', sync_seq: '2' }]), waitUntil);
    await record(world.store, { type: 'user.deleted', at: 3 });
    await vi.waitFor(async () => expect((await rows())[0]?.deleted_at).toMatch(/\.000$/), waitUntil);
    expect(await rows()).toMatchObject([{ name: 'Ada L', sync_seq: '3' }]);
  });

  test('story 17: a late event does not take a row back, and of two events of one instant the second one stays', async () => {
    const { world, id } = await keepTable();
    await record(world.store, { at: 10, object: { name: 'Ten' } });
    await inStep(world, id, 1);
    await record(world.store, { at: 5, object: { name: 'Five' } });
    await record(world.store, { at: 20, object: { name: 'First' }, id: 'evt_a' });
    await record(world.store, {
      at: 20,
      object: { name: 'Second', updated_at: '2026-08-14T10:00:20.500Z' },
      id: 'evt_b',
    });
    expect(await world.store.getUser(ada)).toMatchObject({ name: 'Second' });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Second' }]), waitUntil);
    expect(await rows()).toMatchObject([
      { last_event_processed: '2026-08-14 10:00:20.000', updated_at: '2026-08-14 10:00:20.500' },
    ]);
  });

  test('story 17: the table of Auth0’s sample works with a warning, once its time keeps milliseconds', async () => {
    await server.query(`CREATE TABLE users (user_id VARCHAR(255) COLLATE utf8mb4_bin PRIMARY KEY, email VARCHAR(255),
      name VARCHAR(255), nickname VARCHAR(255), created_at DATETIME, updated_at DATETIME, last_event_processed DATETIME)`);
    const columns = ['email', 'name', 'nickname', 'created_at', 'updated_at'].map((name) => {
      return { source: name, column: name };
    });
    const sample: Partial<MysqlConfig> = { columns, seqColumn: null, deletion: 'delete', deletedColumn: null };
    const before = await checkDatabase(checked(sample));
    expect(before.isReady).toBe(false);
    expect(before.findings.find(({ tone }) => tone === 'bad')?.text).toMatch(/last_event_processed.*milliseconds/);
    expect(before.statement).toBe('ALTER TABLE `users` MODIFY COLUMN `last_event_processed` datetime(3) NULL');
    expect((await checkDatabase(checked({ ...sample, seqColumn: 'sync_seq' }))).statement).toBe(
      'ALTER TABLE `users` ADD COLUMN `sync_seq` bigint, MODIFY COLUMN `last_event_processed` datetime(3) NULL',
    );
    expect(await mendDatabase(checked(sample))).toBeNull();
    const { isReady, findings, statement } = await checkDatabase(checked(sample));
    expect([isReady, statement]).toEqual([true, null]);
    expect(findings.find(({ tone, text }) => tone === 'warn' && text.includes('one instant'))).toBeDefined();
    const world = await openHookWorld(newFile());
    const id = await connect(world, sample);
    world.run();
    await record(world.store, { at: 1, object: { email: 'ada@example.com' } });
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([{ user_id: ada, email: 'ada@example.com' }]);
    await record(world.store, { type: 'user.deleted', at: 2 });
    await vi.waitFor(async () => expect(await rows()).toEqual([]), waitUntil);
  });

  test('C28: what a foreign handler with the sample’s guard writes late does not replace a newer row', async () => {
    const { world, id } = await keepTable();
    await record(world.store, { at: 10, object: { name: 'Ten' } });
    await inStep(world, id, 1);
    // It writes where its time is newer; a stale one finds no row.
    const handler = (name: string, time: string) =>
      server.query(`UPDATE users SET name = '${name}', last_event_processed = '${time}'
        WHERE user_id = '${ada}' AND last_event_processed < '${time}'`);
    await handler('Stale', '2026-08-14 10:00:09');
    expect(await rows()).toMatchObject([{ name: 'Ten' }]);
    await handler('Foreign', '2026-08-14 10:00:30');
    await record(world.store, { at: 20, object: { name: 'Twenty' } });
    await vi.waitFor(async () => {
      const [newest] = (await world.store.listCalls(id, {}, { limit: 1 })).items;
      expect(newest?.excerpt).toBe('the row was newer');
    }, waitUntil);
    expect(await rows()).toMatchObject([{ name: 'Foreign' }]);
    await record(world.store, { at: 40, object: { name: 'Forty' } });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Forty' }]), waitUntil);
  });

  test('C26: of five hundred rows the one that does not fit is named with its column and length, the others are written', async () => {
    expect(await mendDatabase(checked())).toBeNull();
    await server.query('ALTER TABLE users MODIFY email varchar(20)');
    const world = await openHookWorld(newFile());
    const id = await connect(world);
    await recordMany(world.store, 500, (n) => [
      {
        id: `evt_${n}`,
        userId: `auth0|${n}`,
        object: { email: n === 77 ? 'far-too-long-for-it@example.com' : `${n}@example.com` },
      },
    ]);
    world.run();
    await vi.waitFor(
      async () => expect(await world.store.laneCounts(id)).toMatchObject({ idle: 499, review: 1 }),
      waitUntil,
    );
    expect(await countRows()).toBe(499);
    expect((await world.store.listLanes(id, { states: ['review'] }, { limit: 9 })).items).toMatchObject([
      { key: 'auth0|77', reason: 'value_refused', error: 'email takes 20 characters, the value has 31' },
    ]);
    await record(world.store, { userId: 'auth0|77', at: 9, object: { email: 'short@example.com' } });
    await inStep(world, id, 500);
  });

  test('C27: a column, an index or a right that is gone holds the connector; resumed, nothing is missing', async () => {
    expect(await mendDatabase(checked())).toBeNull();
    await server.query('ALTER TABLE users DROP COLUMN nickname');
    const world = await openHookWorld(newFile());
    const id = await connect(world);
    world.run();
    await record(world.store, { at: 1, object: { name: 'Ada' } });
    await heldFor(world, id, 'schema_changed');
    await server.query('ALTER TABLE users ADD COLUMN nickname text, DROP PRIMARY KEY');
    await world.store.switchConnector(id, 'running', admin);
    await vi.waitFor(async () => {
      const [newest] = (await world.store.listCalls(id, {}, { limit: 1 })).items;
      expect(newest?.excerpt).toMatch(/no unique index/);
    }, waitUntil);
    await heldFor(world, id, 'schema_changed');
    expect(await rows()).toEqual([]);
    await server.query('ALTER TABLE users ADD PRIMARY KEY (user_id)');
    const writer = `'w_${server.database}'@'%'`;
    await server.query(`CREATE USER ${writer} IDENTIFIED BY 'writer'; GRANT SELECT, INSERT ON users TO ${writer}`);
    const config = mysqlConfigOn(server, { user: `w_${server.database}` });
    await world.store.changeConnector(id, { name: 'Table', config, ifVersion: 1, changed: ['user'] }, admin);
    const set = [{ name: 'password', sealed: sealSecret('password', 'writer') }];
    await world.store.setConnectorSecrets(id, { set, drop: [] }, admin);
    await world.store.switchConnector(id, 'running', admin);
    await heldFor(world, id, 'permission_missing');
    const { findings } = await checkDatabase({ ...checked(), config, password: 'writer' });
    expect(findings.filter(({ tone }) => tone === 'bad').map(({ text }) => text)).toEqual([
      'The user lacks the right to UPDATE on the table.',
    ]);
    await server.query(`GRANT UPDATE ON users TO ${writer}`);
    expect(await checkDatabase({ ...checked(), config, password: 'writer' })).toMatchObject({ isReady: true });
    await world.store.switchConnector(id, 'running', admin);
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([{ name: 'Ada' }]);
    await server.query(`DROP USER ${writer}`);
  });

  test('C25: while the server is away the connector waits, and everything is there once it is back', async () => {
    const world = await openHookWorld(newFile());
    expect(await mendDatabase(checked())).toBeNull();
    const way = await openWay(server.account);
    const id = await connect(world, { port: way.port });
    const engine = world.run();
    await record(world.store, { at: 1, object: { name: 'Before' } });
    await inStep(world, id, 1);
    await way.close();
    await recordInTurn(world.store, [
      { at: 2, object: { name: 'Ada' } },
      { at: 2, userId: 'auth0|eve' },
    ]);
    await vi.waitFor(
      async () => expect(await world.store.getConnector(id)).toMatchObject({ quietReason: 'outage' }),
      waitUntil,
    );
    await way.open();
    world.pass(20 * 60_000, engine);
    await inStep(world, id, 2);
    expect(await rows()).toMatchObject([{ name: 'Ada' }, {}]);
    expect((await world.store.laneCounts(id)).review).toBe(0);
  });

  test('C25: while the server may only be read the connector waits, and a row that is locked is tried again', async () => {
    const { world, id, engine } = await keepTable({});
    await record(world.store, { at: 1, object: { name: 'Before' } });
    await inStep(world, id, 1);
    await server.query(`CREATE TRIGGER full BEFORE UPDATE ON users FOR EACH ROW
      SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290`);
    await record(world.store, { at: 2, object: { name: 'After' } });
    await vi.waitFor(
      async () => expect(await world.store.getConnector(id)).toMatchObject({ quietReason: 'outage' }),
      waitUntil,
    );
    await server.query(`DROP TRIGGER full; CREATE TRIGGER locked BEFORE UPDATE ON users FOR EACH ROW
      SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213`);
    world.pass(20 * 60_000, engine);
    await vi.waitFor(async () => expect(await world.store.laneCounts(id)).toMatchObject({ retrying: 1 }), waitUntil);
    expect((await world.laneOf(id))?.error).toMatch(/another transaction/);
    await server.query('DROP TRIGGER locked');
    world.pass(20 * 60_000, engine);
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([{ name: 'After' }]);
  });

  test('C12: a refused password holds it after one try', async () => {
    const world = await openHookWorld(newFile());
    expect(await mendDatabase(checked())).toBeNull();
    const id = await connect(world, {}, 'wrong');
    world.run();
    await record(world.store, { at: 1 });
    await heldFor(world, id, 'credential_refused');
    expect((await world.store.listCalls(id, {}, { limit: 9 })).items).toHaveLength(1);
  });

  test('brings every user into step when asked to, those of before its start too', async () => {
    const world = await openHookWorld(newFile());
    expect(await mendDatabase(checked())).toBeNull();
    await recordMany(world.store, 1_200, (n) => [{ id: `evt_${n}`, userId: `auth0|${n}`, object: { name: `N ${n}` } }]);
    await record(world.store, { type: 'user.deleted', at: 9, userId: 'auth0|7' });
    const id = await connect(world);
    world.run();
    runJobs(world.store);
    await createBackfill({ store: world.store, actor: 'ada', input: { connector: id, users: 'all' }, key: null });
    await inStep(world, id, 1_199);
    expect(await countRows()).toBe(1_199);
    const done = { state: 'done', counts: { inStep: 1_199 } };
    await vi.waitFor(async () => expect(await world.store.getJob(1)).toMatchObject(done), waitUntil);
  });
});
