import { expect, test } from 'vitest';
import { type PostgresConfig, postgresConfig, postgresDefaults } from '../table-config';
import { type CarriedUser } from '../mirror-source';
import { columnText } from './column-text';
import { judgePostgres, postgresWords } from './judge-postgres';
import { addColumns, createTable, quoted, writeStatements } from './postgres-statements';

const config: PostgresConfig = {
  ...postgresDefaults,
  columns: [{ source: 'email', column: 'e"mail' }],
  host: 'db.example.com',
  database: 'crm',
  user: 'writer',
};

const user: CarriedUser = {
  userId: 'auth0|ada',
  profile: { email: "o'hara@example.com" },
  connections: [],
  isBlocked: false,
  deletedAtMs: null,
  newestEventMs: 0,
};

const types = new Map([
  ['user_id', 'character varying'],
  ['e"mail', 'text'],
  ['last_event_processed', 'timestamp with time zone'],
  ['sync_seq', 'bigint'],
  ['deleted_at', 'timestamp with time zone'],
]);

test('names are quoted, and values never stand in a statement', () => {
  const [statement] = writeStatements(config, types, [{ user, seq: 7 }]);
  expect(statement?.text).toContain('"e""mail"');
  expect(statement?.text).not.toContain("o'hara");
  expect(statement?.values).toEqual([
    ['auth0|ada'],
    ["o'hara@example.com"],
    ['1970-01-01T00:00:00.000Z'],
    ['7'],
    [null],
  ]);
  expect(quoted('a"; DROP TABLE x; --')).toBe('"a""; DROP TABLE x; --"');
});

test('all users who live are one statement, all who were deleted another', () => {
  const gone = { ...user, userId: 'auth0|eve', deletedAtMs: 5 };
  const both = [user, gone, { ...user, userId: 'auth0|bob' }].map((one, seq) => ({ user: one, seq }));
  const texts = (deletion: PostgresConfig['deletion']) => writeStatements({ ...config, deletion }, types, both);
  expect(texts('mark').map(({ values }) => values[0])).toEqual([['auth0|ada', 'auth0|bob'], ['auth0|eve']]);
  // The mirror keeps the last profile of a deleted user.
  expect(texts('mark')[1]?.values[1]).toEqual(["o'hara@example.com"]);
  expect(texts('empty')[1]?.values[1]).toEqual([null]);
  expect(texts('delete')[1]?.text).toContain('DELETE FROM');
});

test('a table is made with every column that is written, and given those that it lacks', () => {
  expect(createTable(config)).toBe(
    'CREATE TABLE "public"."users" (\n  "user_id" text PRIMARY KEY,\n  "e""mail" text,\n  "last_event_processed" timestamptz,\n  "sync_seq" bigint,\n  "deleted_at" timestamptz\n)',
  );
  expect(addColumns(config, types)).toBeNull();
  const few = new Map([['user_id', 'text']]);
  expect(addColumns(config, few)).toBe(
    'ALTER TABLE "public"."users" ADD COLUMN "e""mail" text, ADD COLUMN "last_event_processed" timestamptz, ADD COLUMN "sync_seq" bigint, ADD COLUMN "deleted_at" timestamptz',
  );
});

test.each([
  ['28P01', 'hold credential_refused'],
  ['3D000', 'hold credential_refused'],
  ['42501', 'hold permission_missing'],
  ['42P01', 'hold schema_changed'],
  ['42703', 'hold schema_changed'],
  ['REFUSED_ADDRESS', 'hold address_refused'],
  ['22001', 'value'],
  ['23505', 'value'],
  ['40P01', 'busy'],
  ['55P03', 'busy'],
  ['57014', 'busy'],
  ['57P01', 'away'],
  ['40001', 'busy'],
  ['57P03', 'away'],
  ['53300', 'away'],
  ['08006', 'away'],
  ['25006', 'away'],
  ['58030', 'away'],
  ['XX000', 'away'],
  ['ECONNREFUSED', 'away'],
  ['EPIPE', 'away'],
  ['EPERM', 'away'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'away'],
  ['CERT_HAS_EXPIRED', 'hold certificate_refused'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'hold certificate_refused'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'hold certificate_refused'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'hold certificate_refused'],
  ['54000', 'value'],
  ['54001', 'value'],
  ['P0001', 'value'],
  ['21000', 'value'],
  ['44000', 'value'],
  ['38000', 'value'],
  ['39000', 'value'],
  ['27000', 'value'],
  ['0A000', 'value'],
  ['ABCDE', 'value'],
  ['UNWRITABLE', 'value'],
  [null, 'away'],
])('an error %s is: %s', (code, meaning) => {
  const judged = judgePostgres({ code });
  expect(judged.kind === 'hold' ? `hold ${judged.reason}` : judged.kind).toBe(meaning);
});

test('a column of JSON is given JSON, a text in quotes', () => {
  expect(columnText('pro', 'jsonb')).toBe('"pro"');
  expect(columnText('123', 'json')).toBe('"123"');
  expect(columnText('123', 'text')).toBe('123');
  expect(columnText({ a: 1 }, 'jsonb')).toBe('{"a":1}');
});

test('what is told of an error names a column or a constraint, and no value', () => {
  expect(postgresWords({ code: '23505', column: null, constraint: 'users_email_key' })).toBe(
    'another row has the value of a unique column (users_email_key)',
  );
  expect(postgresWords({ code: 'CERT_HAS_EXPIRED', column: null, constraint: null })).toMatch(/certificate/);
  expect(postgresWords({ code: '99999', column: null, constraint: null })).toBe('PostgreSQL refused it (99999)');
});

test.each([
  ['a column that is named twice', { columns: [{ source: 'email', column: 'user_id' }] }, 'columns'],
  ['a mark without a column for it', { deletedColumn: null }, 'deletedColumn'],
  ['a name that PostgreSQL would cut', { table: 'ü'.repeat(32) }, 'table'],
  ['a host that is an address with a path', { host: 'db.example.com/x' }, 'host'],
  ['a host whose last part is a number', { host: 'db.1' }, 'host'],
  ['an address of five numbers', { host: '1.2.3.4.5' }, 'host'],
  ['an address with a number above 255', { host: '256.1.1.1' }, 'host'],
  ['an address of colons alone', { host: '[:::]' }, 'host'],
  ['a user with a NUL', { user: 'a\0b' }, 'user'],
  ['a database with a NUL', { database: 'a\0b' }, 'database'],
])('%s is refused at its field', (_, over, field) => {
  const parsed = postgresConfig.safeParse({ ...config, ...over });
  expect(parsed.error?.issues[0]?.path[0]).toBe(field);
});
