import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { recordInTurn } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { type TableConfig } from '@/lib/connectors/table-config';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { settleFindings } from '@/lib/server/jobs/finding-deeds';
import { createVerify } from '@/lib/server/jobs/job-deeds';
import { type Store } from '@/lib/store';
import { MariadbServer } from '@/scripts/mariadb-server';
import { PostgresServer } from '@/scripts/postgres-server';
import { admin, openHookWorld } from './testing/hook-world';
import { runJobs } from './testing/run-jobs';
import { loopback, mysqlConfigOn, postgresConfigOn } from './testing/table-pushes';

const newFile = temporaryFiles();
const soon = { timeout: 30_000, interval: 30 };
const actor = 'operator@example.test';

let postgres: PostgresServer;
let mysql: MariadbServer;

beforeAll(async () => {
  [postgres, mysql] = await Promise.all([PostgresServer.open(), MariadbServer.open()]);
}, 60_000);
afterAll(() => Promise.all([postgres.close(), mysql.close()]));
beforeEach(async () => {
  for (const server of [postgres, mysql]) await server.query('DROP TABLE IF EXISTS users');
});

const databases = {
  postgres: () => ({
    config: postgresConfigOn(postgres) as TableConfig,
    password: postgres.password,
    query: (text: string) => postgres.query(text),
  }),
  mysql: () => ({
    config: mysqlConfigOn(mysql) as TableConfig,
    password: mysql.account.password,
    query: (text: string) => mysql.query(text),
  }),
};

/** Ada, Bob, Eve and a deleted user, all in step. */
async function inStep(kind: keyof typeof databases) {
  const { config, password, query } = databases[kind]();
  const { store, run } = await openHookWorld(newFile());
  await mendDatabase({ config, password, guard: loopback });
  const secrets = [{ name: 'password', sealed: sealSecret('password', password) }];
  const made = await store.createConnector({ kind, name: 'Table', config, secrets }, admin);
  const id = made?.id ?? 0;
  await store.switchConnector(id, 'running', admin);
  const object = (name: string) => ({
    ...{ name, email: `${name}@example.test`, email_verified: true, created_at: '2026-08-14T09:00:00.123Z' },
    user_metadata: { plan: 'pro', seats: 3, tags: ['b', 'a'] },
  });
  await recordInTurn(store, [
    ...['ada', 'bob', 'eve', 'gone'].map((name, at) => ({ at, userId: `auth0|${name}`, object: object(name) })),
    { at: 9, type: 'user.deleted', userId: 'auth0|gone', object: object('gone') },
  ]);
  run();
  const counts = { idle: 4, waiting: 0, running: 0 };
  await vi.waitFor(async () => expect(await store.laneCounts(id)).toMatchObject(counts), soon);
  runJobs(store);
  return { store, id, query };
}

async function compare(store: Store, connector: number) {
  const { job } = await createVerify({ store, actor, input: { connector }, key: null });
  await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'done' }), soon);
  const items = await store.listJobItems(job.id, { limit: 99 });
  return { job: job.id, found: items.map(({ key, facts }) => [key, facts?.fields]) };
}

describe.each(['postgres', 'mysql'] as const)('a comparison of a table in %s', (kind) => {
  test('finds nothing where nothing was changed, whatever the types of the columns make of the values', async () => {
    const { store, id } = await inStep(kind);
    const { job, found } = await compare(store, id);
    expect(found).toEqual([]);
    expect(await store.getJob(job)).toMatchObject({ counts: { total: 4, done: 4, different: 0 } });
  });

  test('finds changed, deleted, foreign and newer rows, and writes again what a person says', async () => {
    const { store, id, query } = await inStep(kind);
    await query(`UPDATE users SET name = 'Augusta', email = 'ADA@example.test' WHERE user_id = 'auth0|ada'`);
    await query(`UPDATE users SET sync_seq = 999999 WHERE user_id = 'auth0|bob'`);
    await query(`DELETE FROM users WHERE user_id = 'auth0|eve'`);
    await query(`INSERT INTO users (user_id, name) VALUES ('auth0|zoe', 'Zoe')`);
    const { job, found } = await compare(store, id);
    expect(found).toEqual([
      ['different auth0|ada', [{ target: 'name', ours: 'ada', theirs: 'Augusta' }]],
      ['ahead auth0|bob', []],
      ['extra auth0|zoe', []],
      ['missing auth0|eve', []],
    ]);
    const asked = { store, actor, id, job, act: 'push' } as const;
    expect(await settleFindings({ ...asked, kind: 'different' })).toMatchObject({ done: 1 });
    expect(await settleFindings({ ...asked, kind: 'missing' })).toMatchObject({ done: 1 });
    expect(await settleFindings({ ...asked, kind: 'ahead' })).toMatchObject({ done: 0 });
    const names = async () => (await query('SELECT name FROM users ORDER BY user_id')).map(({ name }) => name);
    await vi.waitFor(async () => expect(await names()).toEqual(['ada', 'bob', 'eve', 'gone', 'Zoe']), soon);
  });

  test('waits for a person where the database refuses the password', async () => {
    const { store, id } = await inStep(kind);
    const set = [{ name: 'password', sealed: sealSecret('password', 'wrong') }];
    await store.setConnectorSecrets(id, { set, drop: [] }, admin);
    const { job } = await createVerify({ store, actor, input: { connector: id }, key: null });
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'paused' }), soon);
  });
});
