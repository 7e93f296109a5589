import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { record, recordInTurn, recordMany } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { type PostgresConfig, postgresDefaults } from '@/lib/connectors/table-config';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { PostgresServer } from '@/scripts/postgres-server';
import { createBackfill } from '@/lib/server/jobs/job-deeds';
import { type HookWorld, openHookWorld, admin } from './testing/hook-world';
import { runJobs } from './testing/run-jobs';

const newFile = temporaryFiles();
const ada = 'auth0|ada';
const waitUntil = { timeout: 15_000, interval: 30 };
const guard = addressGuard([{ address: '127.0.0.1', bits: 32 }]);

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.open();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  await server.query('DROP TABLE IF EXISTS users');
});

function configOf(over: Partial<PostgresConfig> = {}): PostgresConfig {
  const { host, port, database, user } = server;
  return {
    ...postgresDefaults,
    columns: [...postgresDefaults.columns],
    host,
    port,
    database,
    user,
    tls: 'off',
    ...over,
  };
}

const checked = (over: Partial<PostgresConfig> = {}, password = server.password) => ({
  config: configOf(over),
  password,
  guard,
});

/** Makes a connector on the server and starts it. */
async function connect({ store }: HookWorld, over: Partial<PostgresConfig> = {}, password = server.password) {
  const config = configOf(over);
  const secrets = [{ name: 'password', sealed: sealSecret('password', password) }];
  const made = await store.createConnector({ kind: 'postgres', name: 'Table', config, secrets }, admin);
  if (made === null) throw new Error('Not made');
  await store.switchConnector(made.id, 'running', admin);
  return made.id;
}

const rows = () => server.query('SELECT * FROM users ORDER BY user_id');

const inStep = async ({ store }: HookWorld, id: number, lanes: number) => {
  await vi.waitFor(
    async () => expect(await store.laneCounts(id)).toMatchObject({ idle: lanes, waiting: 0, running: 0 }),
    waitUntil,
  );
};

describe('a table in PostgreSQL', () => {
  test('is made, and has each user as mirrored, from created to deleted', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    const id = await connect(world);
    world.run();
    const meta = { plan: 'pro', big: 1, text: 'a\u0000b\ud800c' };
    await record(world.store, {
      type: 'user.created',
      at: 1,
      object: { email: 'ada@example.com', name: 'Ada', user_metadata: meta },
    });
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([
      {
        user_id: ada,
        email: 'ada@example.com',
        name: 'Ada',
        blocked: false,
        user_metadata: { plan: 'pro', big: 1, text: 'a\uFFFDb\uFFFDc' },
        deleted_at: null,
        sync_seq: '1',
      },
    ]);
    await record(world.store, { at: 2, object: { name: 'Ada L', email: 'ada@example.com' } });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Ada L', sync_seq: '2' }]), waitUntil);
    await record(world.store, { type: 'user.deleted', at: 3 });
    await vi.waitFor(async () => expect((await rows())[0]?.deleted_at).not.toBeNull(), waitUntil);
    expect(await rows()).toMatchObject([{ name: 'Ada L', sync_seq: '3' }]);
  });

  test('story 17: a late event does not take a row back, and of two events of one instant the second one stays', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    const id = await connect(world);
    world.run();
    await record(world.store, { at: 10, object: { name: 'Ten' } });
    await inStep(world, id, 1);
    await record(world.store, { at: 5, object: { name: 'Five' } });
    await record(world.store, { at: 20, object: { name: 'First' }, id: 'evt_a' });
    await record(world.store, {
      at: 20,
      object: { name: 'Second', updated_at: '2026-08-14T10:00:20.500Z' },
      id: 'evt_b',
    });
    // The mirror has them in order; the row follows it.
    expect(await world.store.getUser(ada)).toMatchObject({ name: 'Second' });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Second' }]), waitUntil);
    expect((await rows())[0]?.last_event_processed).toEqual(new Date('2026-08-14T10:00:20.000Z'));
  });

  test('story 17: the table of Auth0’s sample works as it is, with a warning and the statement that mends it', async () => {
    await server.query(`CREATE TABLE users (user_id VARCHAR(255) PRIMARY KEY, email VARCHAR(255), name VARCHAR(255),
      nickname VARCHAR(255), created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ, last_event_processed TIMESTAMPTZ)`);
    const columns = ['email', 'name', 'nickname', 'created_at', 'updated_at'].map((name) => ({
      source: name,
      column: name,
    }));
    const sample: Partial<PostgresConfig> = { columns, seqColumn: null, deletion: 'delete', deletedColumn: null };
    const { isReady, findings } = await checkDatabase(checked(sample));
    expect(isReady).toBe(true);
    expect(findings.find(({ tone, text }) => tone === 'warn' && text.includes('one instant'))).toBeDefined();
    expect((await checkDatabase(checked({ ...sample, seqColumn: 'sync_seq' }))).statement).toBe(
      'ALTER TABLE "public"."users" ADD COLUMN "sync_seq" bigint',
    );
    const world = await openHookWorld(newFile());
    const id = await connect(world, sample);
    world.run();
    await record(world.store, { at: 1, object: { email: 'ada@example.com' } });
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([{ user_id: ada, email: 'ada@example.com' }]);
    await record(world.store, { type: 'user.deleted', at: 2 });
    await vi.waitFor(async () => expect(await rows()).toEqual([]), waitUntil);
  });

  test('C26: of five hundred rows the one that does not fit is named with its column and length, the others are written', async () => {
    await mendDatabase(checked());
    await server.query('ALTER TABLE users ALTER COLUMN email TYPE varchar(20)');
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
    expect(await server.query('SELECT count(*)::int AS n FROM users')).toEqual([{ n: 499 }]);
    expect((await world.store.listLanes(id, { states: ['review'] }, { limit: 9 })).items).toMatchObject([
      { key: 'auth0|77', reason: 'value_refused', error: 'email takes 20 characters, the value has 31' },
    ]);
    await record(world.store, { userId: 'auth0|77', at: 9, object: { email: 'short@example.com' } });
    await inStep(world, id, 500);
  });

  test('C27: a column that is gone, and a right that is revoked, hold the connector; resumed, nothing is missing', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    await server.query('ALTER TABLE users DROP COLUMN nickname');
    const id = await connect(world);
    world.run();
    await record(world.store, { at: 1, object: { name: 'Ada' } });
    const heldFor = async (holdReason: string) => {
      await vi.waitFor(
        async () => expect(await world.store.getConnector(id)).toMatchObject({ state: 'held', holdReason }),
        waitUntil,
      );
    };
    await heldFor('schema_changed');
    await server.query('ALTER TABLE users ADD COLUMN nickname text');
    await server.query(`CREATE ROLE writer LOGIN PASSWORD 'writer'`);
    const writer = { ...configOf(), user: 'writer' };
    await world.store.changeConnector(id, { name: 'Table', config: writer, ifVersion: 1, changed: ['user'] }, admin);
    const set = [{ name: 'password', sealed: sealSecret('password', 'writer') }];
    await world.store.setConnectorSecrets(id, { set, drop: [] }, admin);
    await world.store.switchConnector(id, 'running', admin);
    await heldFor('permission_missing');
    await server.query('GRANT SELECT, INSERT, UPDATE ON users TO writer');
    await world.store.switchConnector(id, 'running', admin);
    await inStep(world, id, 1);
    expect(await rows()).toMatchObject([{ name: 'Ada' }]);
    await server.query('DROP OWNED BY writer; DROP ROLE writer');
  });

  test('C25: while the server is away the connector waits, and everything is there once it is back', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    const id = await connect(world);
    const engine = world.run();
    await server.kill();
    await recordInTurn(world.store, [
      { at: 1, object: { name: 'Ada' } },
      { at: 2, userId: 'auth0|eve' },
    ]);
    await vi.waitFor(
      async () => expect(await world.store.getConnector(id)).toMatchObject({ quietReason: 'outage' }),
      waitUntil,
    );
    await server.start();
    world.pass(20 * 60_000, engine);
    await inStep(world, id, 2);
    expect(await rows()).toHaveLength(2);
    expect((await world.store.laneCounts(id)).review).toBe(0);
  });

  test('C12: a refused password holds it after one try', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    const id = await connect(world, {}, 'wrong');
    world.run();
    await record(world.store, { at: 1 });
    await vi.waitFor(
      async () =>
        expect(await world.store.getConnector(id)).toMatchObject({ state: 'held', holdReason: 'credential_refused' }),
      waitUntil,
    );
    expect((await world.store.listCalls(id, {}, { limit: 9 })).items).toHaveLength(1);
  });

  test('brings every user into step when asked to, those of before its start too', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    await recordMany(world.store, 1_200, (n) => [{ id: `evt_${n}`, userId: `auth0|${n}`, object: { name: `N ${n}` } }]);
    await record(world.store, { type: 'user.deleted', at: 9, userId: 'auth0|7' });
    const id = await connect(world);
    world.run();
    runJobs(world.store);
    await createBackfill({ store: world.store, actor: 'ada', input: { connector: id, users: 'all' }, key: null });
    await inStep(world, id, 1_199);
    expect(await server.query('SELECT count(*)::int AS n FROM users')).toEqual([{ n: 1_199 }]);
    const done = { state: 'done', counts: { total: 1_199, done: 1_199 } };
    await vi.waitFor(async () => expect(await world.store.getJob(1)).toMatchObject(done), waitUntil);
  });

  test('a sign-in that changes nothing that the table has makes no request', async () => {
    const world = await openHookWorld(newFile());
    await mendDatabase(checked());
    const id = await connect(world);
    world.run();
    await record(world.store, { at: 1, object: { name: 'Ada', logins_count: 1 } });
    await inStep(world, id, 1);
    await record(world.store, { at: 2, object: { name: 'Ada', logins_count: 2 } });
    await record(world.store, { at: 3, object: { name: 'Ada L', logins_count: 2 } });
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: 'Ada L' }]), waitUntil);
    expect((await world.store.listCalls(id, {}, { limit: 9 })).items).toHaveLength(2);
  });
});

describe('the check of a database', () => {
  test.each([
    ['a wrong password', () => checkDatabase(checked({}, 'wrong')), /password is refused/],
    ['a database that is not there', () => checkDatabase(checked({ database: 'nowhere' })), /no such database/],
    ['a port at which nothing listens', () => checkDatabase(checked({ port: 1 })), /Nothing listens/],
    ['TLS where the server has none', () => checkDatabase(checked({ tls: 'encrypt' })), /offers no TLS/],
    ['no table', () => checkDatabase(checked()), /no table public.users/],
    [
      'an address that is not allowed',
      () => checkDatabase({ ...checked(), guard: addressGuard([]) }),
      /CONNECTORS_ALLOW/,
    ],
  ])('says what is wrong with %s', async (_, check, words) => {
    const { isReady, findings } = await check();
    expect(isReady).toBe(false);
    expect(findings.find(({ tone }) => tone === 'bad')?.text).toMatch(words);
  });

  test('names a key without an index, a column that must not be empty, and leaves no row behind', async () => {
    await server.query(
      `CREATE TABLE users (user_id text, email text, last_event_processed timestamptz, must text NOT NULL)`,
    );
    const shape: Partial<PostgresConfig> = {
      columns: [{ source: 'email', column: 'email' }],
      seqColumn: null,
      deletion: 'delete',
      deletedColumn: null,
    };
    const texts = (await checkDatabase(checked(shape))).findings.map(({ text }) => text).join('\n');
    expect(texts).toContain('user_id has no unique index');
    expect(texts).toContain('The column must must not be empty');
    await server.query('ALTER TABLE users ADD PRIMARY KEY (user_id); ALTER TABLE users ALTER must DROP NOT NULL');
    expect((await checkDatabase(checked(shape))).isReady).toBe(true);
    expect(await rows()).toEqual([]);
  });
});
