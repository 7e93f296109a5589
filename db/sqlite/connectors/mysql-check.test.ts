import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MysqlConfig } from '@/lib/connectors/table-config';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { MariadbServer } from '@/scripts/mariadb-server';
import { loopback, mysqlConfigOn } from './testing/table-pushes';

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

const rows = () => server.query('SELECT * FROM users');

describe('the check of a database', () => {
  test.each([
    ['a wrong password', () => checkDatabase(checked({}, 'wrong')), /password is refused/],
    ['a database that is not there', () => checkDatabase(checked({ database: 'nowhere' })), /no such database/],
    ['a port at which nothing listens', () => checkDatabase(checked({ port: 1 })), /Nothing listens/],
    ['no table', () => checkDatabase(checked()), /no table users yet/],
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

  test('finds nothing wrong with the table that it makes, and leaves no row behind', async () => {
    expect((await checkDatabase(checked())).statement).toMatch(
      /^CREATE TABLE `users` \(\n {2}`user_id` varchar\(255\)/,
    );
    expect(await mendDatabase(checked())).toBeNull();
    const { isReady, findings, statement, columns } = await checkDatabase(checked());
    expect({ isReady, statement }).toEqual({ isReady: true, statement: null });
    expect(findings.filter(({ tone }) => tone !== 'ok').map(({ text }) => text)).toEqual([
      'The user administers the server. One that may only write this table is safer.',
    ]);
    expect(columns).toContainEqual({ name: 'user_metadata', type: 'json' });
    expect(await rows()).toEqual([]);
  });

  const shape: Partial<MysqlConfig> = {
    columns: [{ source: 'email', column: 'email' }],
    ...{ seqColumn: null, deletion: 'delete', deletedColumn: null },
  };
  const texts = async (over = shape) =>
    (await checkDatabase(checked(over))).findings
      .filter(({ tone }) => tone !== 'ok')
      .map(({ text }) => text)
      .join('\n');

  test('names a key without an index of its whole length, a column that must not be empty, and no row stays', async () => {
    await server.query(`CREATE TABLE users (user_id varchar(255) COLLATE utf8mb4_bin, email text,
      last_event_processed datetime(3), must varchar(9) NOT NULL, UNIQUE (user_id(100)))`);
    expect(await texts()).toContain('user_id has no unique index');
    expect(await texts()).toContain('The column must must not be empty');
    await server.query('ALTER TABLE users ADD UNIQUE (user_id), MODIFY must varchar(9)');
    expect((await checkDatabase(checked(shape))).isReady).toBe(true);
    expect(await rows()).toEqual([]);
  });

  test('warns of a key that does not tell capital letters apart, and the statement that it names mends it', async () => {
    await server.query(`CREATE TABLE users (user_id varchar(255) COLLATE utf8mb4_general_ci PRIMARY KEY, email text,
      last_event_processed datetime(3))`);
    const found = await texts();
    expect(found).toMatch(/user_id does not tell capital letters apart \(utf8mb4_general_ci\)/);
    expect((await checkDatabase(checked(shape))).isReady).toBe(true);
    await server.query(/This mends it: (.*)$/m.exec(found)?.[1] ?? '');
    expect(await texts()).not.toContain('capital letters');
  });

  test('refuses a table without transactions, and a mark of deletion that is never empty', async () => {
    await server.query(`CREATE TABLE users (user_id varchar(200) COLLATE utf8mb4_bin PRIMARY KEY, email text,
      last_event_processed datetime(3), gone datetime(3) NOT NULL) ENGINE=MyISAM`);
    const found = await texts({ ...shape, deletion: 'mark', deletedColumn: 'gone' });
    expect(found).toContain('no transactions');
    expect(found).toContain('The column gone must be able to be empty');
    expect(await rows()).toEqual([]);
  });

  test.each([
    ['NOT NULL', /without email was refused/],
    [`CHECK (coalesce(email, '') <> '')`, /without a profile was refused/],
  ])('warns of a column that is %s, and lets the table be used', async (constraint, words) => {
    await server.query(`CREATE TABLE users (user_id varchar(255) COLLATE utf8mb4_bin PRIMARY KEY, email varchar(99) ${constraint},
      last_event_processed datetime(3))`);
    expect(await texts()).toMatch(words);
    expect((await checkDatabase(checked(shape))).isReady).toBe(true);
  });

  test('names every right that is missing, of a user that sees the table and of one that does not', async () => {
    expect(await mendDatabase(checked())).toBeNull();
    const name = `r_${server.database}`;
    await server.query(`CREATE USER '${name}'@'%' IDENTIFIED BY 'reader'; GRANT SELECT ON users TO '${name}'@'%'`);
    const reader = { ...checked({ user: name, deletion: 'delete', deletedColumn: null }), password: 'reader' };
    const bad = async () =>
      (await checkDatabase(reader)).findings.filter(({ tone }) => tone === 'bad').map(({ text }) => text);
    expect(await bad()).toEqual(['The user lacks the right to INSERT, UPDATE, DELETE on the table.']);
    await server.query(`CREATE TABLE other (a int); GRANT SELECT ON other TO '${name}'@'%'`);
    await server.query(`REVOKE SELECT ON users FROM '${name}'@'%'`);
    expect(await bad()).toEqual(['The user lacks the right to SELECT, INSERT, UPDATE, DELETE on the table.']);
    await server.query(`DROP USER '${name}'@'%'`);
  });
});
