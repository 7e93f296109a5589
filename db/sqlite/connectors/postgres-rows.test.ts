import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PostgresConfig } from '@/lib/connectors/table-config';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { type JsonValue } from '@/lib/json/json';
import { checkDatabase, mendDatabase } from '@/lib/server/connectors/tables/table-kinds';
import { PostgresServer } from '@/scripts/postgres-server';
import { postgresConfigOn, loopback, pushUsers, userOf } from './testing/table-pushes';

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.open();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  await server.query('DROP TABLE IF EXISTS users');
});

const named = { columns: [{ source: 'name', column: 'name' }] };

const push = (users: CarriedUser[], over: Partial<PostgresConfig> = {}, unknown: string[] = []) =>
  pushUsers({ config: postgresConfigOn(server, { ...named, ...over }), password: server.password, users, unknown });

const makeTable = (name: string, key = 'text') =>
  server.query(`CREATE TABLE users (user_id ${key} PRIMARY KEY, name ${name}, last_event_processed timestamptz,
    sync_seq bigint, deleted_at timestamptz)`);

const names = async () => (await server.query('SELECT name FROM users ORDER BY user_id')).map(({ name }) => name);

const check = (over: Partial<PostgresConfig> = {}) =>
  checkDatabase({
    config: postgresConfigOn(server, { ...named, ...over }),
    password: server.password,
    guard: loopback,
  });

describe('a row that does not go in', () => {
  test.each(['P0001', '54000', '54001', '21000', '44000', '38000', '39000', '27000', '0A000', 'ABCDE'])(
    'is refused alone when the table answers %s, and the others are written',
    async (code) => {
      await makeTable('text');
      await server.query(`CREATE OR REPLACE FUNCTION picky() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.name = 'bad' THEN RAISE EXCEPTION USING ERRCODE = '${code}', MESSAGE = 'secret'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER picky BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION picky()`);
      const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'bad' }), userOf('c', { name: 'C' })]);
      expect(await names()).toEqual(['A', 'C']);
      expect(pushed.get('auth0|b')?.stopped?.judgement).toEqual({ kind: 'refused', reason: 'value_refused' });
      expect(pushed.get('auth0|b')?.calls).toMatchObject([{ result: 'refused' }]);
      expect(pushed.get('auth0|b')?.stopped?.error).not.toContain('secret');
      expect(pushed.get('auth0|a')).toMatchObject({ doneSeq: 7, stopped: null });
    },
  );

  test('is refused alone when it is too large for an index', async () => {
    await makeTable('text');
    await server.query('CREATE INDEX ON users (name)');
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: randomBytes(9_000).toString('hex') })]);
    expect(await names()).toEqual(['A']);
    expect(pushed.get('auth0|b')?.stopped?.error).toBe('a value is too large for an index');
  });

  test('is refused alone when its value is nested too deep to be written', async () => {
    await makeTable('jsonb');
    let deep: JsonValue = 1;
    for (let level = 0; level < 9_000; level += 1) deep = [deep];
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: deep }), userOf('c', { name: 'C' })]);
    expect(await names()).toEqual(['A', 'C']);
    expect(pushed.get('auth0|b')?.stopped?.judgement).toEqual({ kind: 'refused', reason: 'value_refused' });
    expect(pushed.get('auth0|b')?.stopped?.error).toMatch(/nested too deep/);
  });

  test('is tried again alone when it has to wait for another transaction', async () => {
    await makeTable('text');
    await server.query(`CREATE OR REPLACE FUNCTION picky() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.name = 'bad' THEN RAISE EXCEPTION USING ERRCODE = '40P01'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER picky BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION picky()`);
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'bad' }), userOf('c', { name: 'C' })]);
    expect(await names()).toEqual(['A', 'C']);
    expect(pushed.get('auth0|b')?.stopped?.judgement).toMatchObject({ kind: 'failed', isOutage: false });
    expect(pushed.get('auth0|c')).toMatchObject({ doneSeq: 7, stopped: null });
  });
});

describe('a value is written whole or not at all', () => {
  test.each([
    ['char(5)', 'abcdefgh', null],
    ['char(5)', 'abc', 'abc  '],
    ['bit(3)', '10110', null],
    ['bit(3)', '101', '101'],
    ['five', 'abcdefgh', null],
    ['five', 'abc', 'abc'],
  ])('in a column of type %s: %s', async (type, name, written) => {
    await server.query('DROP DOMAIN IF EXISTS five; CREATE DOMAIN five AS varchar(5)');
    await makeTable(type);
    const pushed = await push([userOf('a', { name })]);
    expect(await names()).toEqual(written === null ? [] : [written]);
    expect(pushed.get('auth0|a')?.stopped === null).toBe(written !== null);
  });

  test('two users have two rows under a key of type char(40)', async () => {
    await makeTable('text', 'char(40)');
    const pushed = await push([userOf('a', { name: 'A' }), userOf('b', { name: 'B' })]);
    expect(await names()).toEqual(['A', 'B']);
    expect([...pushed.values()].flatMap(({ calls }) => calls.map(({ excerpt }) => excerpt))).toEqual([null, null]);
  });

  test.each(['json', 'jsonb'])('a text in a column of type %s stays a text', async (type) => {
    await makeTable(type);
    await push([userOf('a', { name: 'pro' }), userOf('b', { name: '123' }), userOf('c', { name: { plan: 'x' } })]);
    expect(await names()).toEqual(['pro', '123', { plan: 'x' }]);
  });

  test.each([
    ['timestamp', '2026-08-14T23:30:00-05:00', '2026-08-15 04:30:00'],
    ['date', '2026-08-14T23:30:00-05:00', '2026-08-15'],
    ['date', '1990-05-01', '1990-05-01'],
    ['time', '2026-08-14T23:30:00-05:00', '04:30:00'],
    ['time', '10:15', '10:15:00'],
  ])('a column of type %s holds %s in UTC', async (type, name, written) => {
    await server.query(`ALTER DATABASE ${server.database} SET TimeZone = 'Asia/Tokyo'`);
    await makeTable(type);
    await push([userOf('a', { name })]);
    expect(await server.query('SELECT name::text AS name FROM users')).toEqual([{ name: written }]);
  });
});

describe('a row that is newer', () => {
  test('is left, and the call says so; nothing is said to be written of a user that the mirror lacks', async () => {
    await makeTable('text');
    await server.query(`INSERT INTO users VALUES ('auth0|b', 'Newer', '2030-01-01Z', 1)`);
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

  test('is not deleted, and the call says so; one that is not there any more is simply done', async () => {
    await makeTable('text');
    await server.query(
      `INSERT INTO users VALUES ('auth0|a', 'A', '1970-01-01Z', 1), ('auth0|b', 'B', '2030-01-01Z', 1)`,
    );
    const gone = ['a', 'b', 'c'].map((id) => userOf(id, {}, { deletedAtMs: 1_000 }));
    const pushed = await push(gone, { deletion: 'delete' });
    expect(await names()).toEqual(['B']);
    expect([...pushed.values()].map(({ calls }) => calls[0]?.excerpt)).toEqual([null, 'the row was newer', null]);
  });
});

describe('the check', () => {
  test.each([
    ['NOT NULL', /without name was refused/],
    [`CHECK (coalesce(name, '') <> '')`, /without a profile was refused/],
  ])('warns of a column that is %s, and lets the table be used', async (constraint, words) => {
    await makeTable(`text ${constraint}`);
    const { isReady, findings } = await check();
    expect(isReady).toBe(true);
    expect(findings.filter(({ tone }) => tone === 'warn').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(words),
    );
    expect(await names()).toEqual([]);
  });

  test('refuses a column of times that drops milliseconds, and mends it', async () => {
    await makeTable('text');
    await server.query('ALTER TABLE users ALTER last_event_processed TYPE timestamptz(0)');
    const { isReady, findings, statement } = await check();
    expect(isReady).toBe(false);
    expect(findings.find(({ tone }) => tone === 'bad')?.text).toMatch(/timestamp\(0\).*milliseconds/);
    expect(statement).toContain('ALTER COLUMN "last_event_processed" TYPE timestamp with time zone');
    await mendDatabase({ config: postgresConfigOn(server, named), password: server.password, guard: loopback });
    expect(await check()).toMatchObject({ isReady: true, statement: null });
  });
});
