import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { type MysqlConfig } from '@/lib/connectors/table-config';
import { type JsonValue } from '@/lib/json/json';
import { JsonNumber } from '@/lib/json/json-number';
import { MariadbServer } from '@/scripts/mariadb-server';
import { mysqlConfigOn, pushUsers, userOf } from './testing/table-pushes';

let server: MariadbServer;

beforeAll(async () => {
  server = await MariadbServer.open();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.query('DROP TABLE IF EXISTS users');
});

const named = { columns: [{ source: 'name', column: 'name' }] };

const push = (users: CarriedUser[], over: Partial<MysqlConfig> = {}, unknown: string[] = []) =>
  pushUsers({
    config: mysqlConfigOn(server, { ...named, ...over }),
    password: server.account.password,
    users,
    unknown,
  });

const keyType = 'varchar(255) COLLATE utf8mb4_bin PRIMARY KEY';

const makeTable = (name: string, key = keyType, more = '') =>
  server.query(`CREATE TABLE users (user_id ${key}, name ${name}, last_event_processed datetime(3),
    sync_seq bigint, deleted_at datetime(3)${more}) DEFAULT CHARACTER SET utf8mb4`);

const names = async () => (await server.query('SELECT name FROM users ORDER BY user_id')).map(({ name }) => name);

const refused = { kind: 'refused', reason: 'value_refused' };

describe('a row that does not go in', () => {
  test.each(['45000', '22012', 'HY000', '02000'])(
    'is refused alone when a trigger answers %s, and the others are written',
    async (state) => {
      await makeTable('text');
      await server.query(`CREATE TRIGGER picky BEFORE INSERT ON users FOR EACH ROW BEGIN
        IF NEW.name = 'bad' THEN SIGNAL SQLSTATE '${state}' SET MESSAGE_TEXT = 'secret'; END IF; END`);
      const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'bad' }), userOf('c', { name: 'C' })]);
      expect(await names()).toEqual(['A', 'C']);
      expect(pushed.get('auth0|b')?.stopped?.judgement).toEqual(refused);
      expect(pushed.get('auth0|b')?.calls).toMatchObject([{ result: 'refused' }]);
      expect(pushed.get('auth0|b')?.stopped?.error).not.toContain('secret');
      expect(pushed.get('auth0|a')).toMatchObject({ doneSeq: 7, stopped: null });
    },
  );

  test('is tried again alone when it has to wait for another transaction', async () => {
    await makeTable('text');
    await server.query(`CREATE TRIGGER picky BEFORE INSERT ON users FOR EACH ROW BEGIN
      IF NEW.name = 'bad' THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213; END IF; END`);
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'bad' }), userOf('c', { name: 'C' })]);
    expect(await names()).toEqual(['A', 'C']);
    expect(pushed.get('auth0|b')?.stopped?.judgement).toMatchObject({ kind: 'failed', isOutage: false });
    expect(pushed.get('auth0|c')).toMatchObject({ doneSeq: 7, stopped: null });
  });

  test('is refused alone when its value is nested too deep to be written', async () => {
    await makeTable('json');
    let deep: JsonValue = 1;
    for (let level = 0; level < 9_000; level += 1) deep = [deep];
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: deep }), userOf('c', { name: 'C' })]);
    expect(await names()).toEqual(['A', 'C']);
    expect(pushed.get('auth0|b')?.stopped?.judgement).toEqual(refused);
    expect(pushed.get('auth0|b')?.stopped?.error).toMatch(/nested too deep/);
  });

  test('never changes the row of another user that has the same value in a unique column', async () => {
    await makeTable('varchar(50) UNIQUE');
    await push([userOf('a', { name: 'taken' })]);
    const pushed = await push([userOf('b', { name: 'taken' }), userOf('c', { name: 'free' })]);
    expect(await server.query('SELECT user_id, name FROM users ORDER BY user_id')).toEqual([
      { user_id: 'auth0|a', name: 'taken' },
      { user_id: 'auth0|c', name: 'free' },
    ]);
    expect(pushed.get('auth0|b')?.stopped).toEqual({
      judgement: refused,
      error: 'another row has the value of a unique column',
    });
  });

  test('is refused when its id differs from another in nothing but capital letters, and the key does not tell them apart', async () => {
    await makeTable('text', 'varchar(255) COLLATE utf8mb4_general_ci PRIMARY KEY');
    const pushed = await push([userOf('ada', { name: 'A' }), userOf('Ada', { name: 'B' })]);
    expect(await server.query('SELECT user_id, name FROM users')).toEqual([{ user_id: 'auth0|ada', name: 'A' }]);
    expect(pushed.get('auth0|Ada')?.stopped?.judgement).toEqual(refused);
    await server.query('ALTER TABLE users MODIFY user_id varchar(255) COLLATE utf8mb4_bin');
    await push([userOf('ada', { name: 'A' }), userOf('Ada', { name: 'B' })]);
    expect(await names()).toEqual(['B', 'A']);
  });

  test('C35: is cut by no one: a text of 1 MB is refused with its length, and one that fits stands as it is', async () => {
    await makeTable('text');
    const pushed = await push([
      userOf('a', { name: '=cmd' }),
      userOf('b', { name: 'x'.repeat(1_000_000) }),
      userOf('c', { name: 'a\0b\ud800c 😀' }),
    ]);
    expect(await names()).toEqual(['=cmd', 'a\uFFFDb\uFFFDc 😀']);
    expect(pushed.get('auth0|b')?.stopped).toEqual({
      judgement: refused,
      error: 'name takes 65,535 bytes, the value has 1,000,000',
    });
    await server.query('ALTER TABLE users MODIFY name longtext');
    await push([userOf('b', { name: 'x'.repeat(1_000_000) })]);
    expect(await server.query(`SELECT length(name) AS n FROM users WHERE user_id = 'auth0|b'`)).toEqual([
      { n: 1_000_000 },
    ]);
  });

  test('is refused alone when the server would not read it at once, and large ones go in smaller numbers', async () => {
    await makeTable('longtext');
    const large = 'x'.repeat(6_000_000);
    const pushed = await push([
      ...['a', 'b', 'c', 'd'].map((id) => userOf(id, { name: large })),
      userOf('e', { name: 'x'.repeat(70_000_000) }),
    ]);
    expect(await server.query('SELECT length(name) AS n FROM users')).toEqual(Array(4).fill({ n: 6_000_000 }));
    expect(pushed.get('auth0|e')?.stopped?.error).toMatch(/max_allowed_packet/);
    expect(pushed.get('auth0|e')?.stopped?.judgement).toEqual(refused);
  });
});

describe('a value is written whole or not at all', () => {
  const bigNumber = new JsonNumber('9007199254740993');

  test.each<[string, JsonValue, unknown]>([
    ['char(5)', 'abcdefgh', null],
    ['char(5)', 'abc', 'abc'],
    ['varchar(5)', 'abcdefgh', null],
    ['tinyint(1)', true, 1],
    ['tinyint(1)', false, 0],
    ['tinyint(1)', 'true', null],
    ['tinyint', 300, null],
    ['bit(1)', true, Buffer.from([1])],
    ['int unsigned', -1, null],
    ['int', 1.5, null],
    ['int', '1.5', null],
    ['int', 12, 12],
    ['bigint', bigNumber, '9007199254740993'],
    ['decimal(20,0)', bigNumber, '9007199254740993'],
    ['double', 1.5, 1.5],
    ['varchar(50)', bigNumber, '9007199254740993'],
    ['varchar(50)', true, 'true'],
    ['varchar(50) CHARACTER SET latin1', '😀', null],
    [`enum('pro','free')`, 'pro', 'pro'],
    [`enum('pro','free')`, 'gold', null],
    ['datetime(3)', '2026-08-14T23:30:00.250-05:00', '2026-08-15 04:30:00.250'],
    ['datetime(6)', '2026-08-14T23:30:00.123456Z', '2026-08-14 23:30:00.123456'],
    ['datetime(3)', '2026-08-14T23:30:00', '2026-08-14 23:30:00.000'],
    ['datetime(3)', 'yesterday', null],
    ['datetime(3)', 260_814, null],
    ['datetime(3)', '2026-02-31T00:00:00Z', null],
    ['timestamp(3) NULL', '2026-08-14T23:30:00.250Z', '2026-08-14 23:30:00.250'],
    ['timestamp(3) NULL', '1960-08-14T23:30:00Z', null],
    ['date', '2026-08-14T23:30:00-05:00', '2026-08-15'],
    ['date', '1990-05-01', '1990-05-01'],
    ['date', '1990-05-32', null],
    ['time', '2026-08-14T23:30:00-05:00', '04:30:00'],
    ['time', '10:15', '10:15:00'],
  ])('in a column of type %s: %j', async (type, name, written) => {
    await makeTable(type);
    const pushed = await push([userOf('a', { name })]);
    expect(await names()).toEqual(written === null ? [] : [written]);
    const { stopped } = pushed.get('auth0|a') ?? {};
    if (written !== null) expect(stopped).toBeNull();
    else expect(stopped).toMatchObject({ judgement: refused, error: expect.stringContaining('name') as string });
  });

  test('an object, a text and a number in a column of JSON stay what they are', async () => {
    await makeTable('json');
    const values: JsonValue[] = [{ plan: 'x' }, 'pro', '123', true, [1, 2]];
    await push(values.map((name, index) => userOf(String(index), { name })));
    expect(await names()).toEqual(values);
  });
});

describe('a row that is newer', () => {
  test('is left, and the call says so; nothing is said to be written of a user that the mirror lacks', async () => {
    await makeTable('text');
    await server.query(`INSERT INTO users VALUES ('auth0|b', 'Newer', '2030-01-01', 1, NULL)`);
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'B' })], {}, ['auth0|gone']);
    expect(await names()).toEqual(['A', 'Newer']);
    const said = [...pushed].map(([id, { doneSeq, calls }]) => [id, doneSeq, calls[0]?.result, calls[0]?.excerpt]);
    expect(said).toEqual([
      ['auth0|a', 7, 'done', null],
      ['auth0|b', 7, 'done', 'the row was newer'],
      ['auth0|gone', 7, undefined, undefined],
    ]);
    expect(pushed.get('auth0|gone')?.stopped?.judgement).toEqual({ kind: 'park', reason: 'not_mirrored' });
  });

  test('is told from one that is as it should be already', async () => {
    await makeTable('text');
    const users = [userOf('a', { name: 'A' }), userOf('b', { name: 'B' })];
    await push(users);
    await server.query(`UPDATE users SET sync_seq = 8 WHERE user_id = 'auth0|b'`);
    const pushed = await push(users);
    expect([...pushed.values()].map(({ calls }) => calls[0]?.excerpt)).toEqual([null, 'the row was newer']);
  });

  test('is not deleted, and the call says so; one that is not there any more is simply done', async () => {
    await makeTable('text');
    await server.query(
      `INSERT INTO users VALUES ('auth0|a', 'A', '1970-01-01', 1, NULL), ('auth0|b', 'B', '2030-01-01', 1, NULL)`,
    );
    const gone = ['a', 'b', 'c'].map((id) => userOf(id, {}, { deletedAtMs: 1_000 }));
    const pushed = await push(gone, { deletion: 'delete' });
    expect(await names()).toEqual(['B']);
    expect([...pushed.values()].map(({ calls }) => calls[0]?.excerpt)).toEqual([null, 'the row was newer', null]);
  });

  test('is left in a table without a column for our number, and without it the same instant is written', async () => {
    await makeTable('text');
    await server.query(
      `INSERT INTO users VALUES ('auth0|a', 'Same', '1970-01-01 00:00:01', 9, NULL), ('auth0|b', 'Newer', '1970-01-01 00:00:01.001', 1, NULL)`,
    );
    await push([userOf('a', { name: 'A' }), userOf('b', { name: 'B' })], { seqColumn: null });
    expect(await names()).toEqual(['A', 'Newer']);
  });
});

test('columns that nobody mapped keep what they have, and names of columns know no case', async () => {
  await makeTable('text', keyType, `, mine varchar(20) DEFAULT 'mine', \`a\`\`b\` text`);
  await push([userOf('a', { name: 'A', nick: 'n' })], {
    key: 'USER_ID',
    columns: [
      { source: 'name', column: 'Name' },
      { source: 'nick', column: 'a`b' },
    ],
  });
  expect(await server.query('SELECT user_id, name, mine, `a``b` AS nick FROM users')).toEqual([
    { user_id: 'auth0|a', name: 'A', mine: 'mine', nick: 'n' },
  ]);
});

test('five hundred users are one statement, and a second push of them changes nothing', async () => {
  await makeTable('text');
  const users = Array.from({ length: 500 }, (_, n) => userOf(String(n), { name: `N ${n}` }));
  await push(users);
  const pushed = await push(users);
  expect(await server.query('SELECT COUNT(*) AS n FROM users')).toEqual([{ n: '500' }]);
  expect([...pushed.values()].every(({ calls }) => calls[0]?.excerpt === null)).toBe(true);
});
