import { expect, test } from 'vitest';
import { type CarriedUser } from '../mirror-source';
import { mysqlConfig, type MysqlConfig, mysqlDefaults } from '../table-config';
import { judgeMysql, mysqlWords } from './judge-mysql';
import { addedColumns, createTable, mysqlWrites, quoted, rowStand } from './mysql-statements';

const config: MysqlConfig = {
  ...mysqlDefaults,
  columns: [{ source: 'email', column: 'e`mail' }],
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
  ['user_id', 'varchar'],
  ['e`mail', 'varchar'],
  ['last_event_processed', 'datetime'],
  ['sync_seq', 'bigint'],
  ['deleted_at', 'datetime'],
]);

test('names are quoted, values never stand in a statement, and the guard columns are assigned last', () => {
  const [write] = mysqlWrites(config, types, [{ user, seq: 7 }]);
  expect(write?.change.text).toContain('`e``mail`');
  expect(write?.change.text).not.toContain("o'hara");
  expect(write?.change.values).toEqual(['auth0|ada', "o'hara@example.com", null, '7', '1970-01-01 00:00:00.000']);
  const assigned = [...(write?.change.text ?? '').matchAll(/`((?:[^`]|``)+)` = IF\(/g)].map(([, name]) => name);
  expect(assigned).toEqual(['e``mail', 'deleted_at', 'sync_seq', 'last_event_processed']);
  expect(quoted('a`; DROP TABLE x; --')).toBe('`a``; DROP TABLE x; --`');
});

test('all users who live are one statement, all who were deleted another', () => {
  const gone = { ...user, userId: 'auth0|eve', deletedAtMs: 5 };
  const both = [user, gone, { ...user, userId: 'auth0|bob' }].map((one, seq) => ({ user: one, seq }));
  const writes = (deletion: MysqlConfig['deletion']) => mysqlWrites({ ...config, deletion }, types, both);
  expect(writes('mark').map(({ users }) => users.map((one) => one.user.userId))).toEqual([
    ['auth0|ada', 'auth0|bob'],
    ['auth0|eve'],
  ]);
  expect(writes('mark')[1]?.change.values[1]).toBe("o'hara@example.com");
  expect(writes('empty')[1]?.change.values[1]).toBeNull();
  expect(writes('delete')[1]?.change.text).toContain('DELETE FROM');
});

test('a table is made with every column that is written, and given those that it lacks', () => {
  expect(createTable(config)).toBe(
    'CREATE TABLE `users` (\n  `user_id` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,\n  `e``mail` varchar(500),\n  `last_event_processed` datetime(3),\n  `sync_seq` bigint,\n  `deleted_at` datetime(3)\n) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4',
  );
  expect(addedColumns(config, types)).toEqual([]);
  expect(addedColumns(config, new Map([['user_id', 'varchar']]))).toEqual([
    'ADD COLUMN `e``mail` varchar(500)',
    'ADD COLUMN `last_event_processed` datetime(3)',
    'ADD COLUMN `sync_seq` bigint',
    'ADD COLUMN `deleted_at` datetime(3)',
  ]);
});

test.each([
  [null, null, 'older'],
  ['1970-01-01 00:00:00', '7', 'in_step'],
  ['1970-01-01 00:00:00.000', null, 'in_step'],
  ['1970-01-01 00:00:00.000', '8', 'newer'],
  ['1970-01-01 00:00:00.000', '6', 'older'],
  ['1970-01-01 00:00:00.000001', '1', 'newer'],
  ['1969-12-31 23:59:59.999', '9', 'older'],
])('a row of %s with the number %s is %s', (time, seq, stand) => {
  expect(rowStand({ time, seq }, { user, seq: 7 })).toBe(stand);
});

test.each([
  ['1045', '28000', 'hold credential_refused'],
  ['1044', '42000', 'hold credential_refused'],
  ['1049', '42000', 'hold credential_refused'],
  ['1698', '28000', 'hold credential_refused'],
  ['4151', 'HY000', 'hold credential_refused'],
  ['AUTH_SWITCH_PLUGIN_ERROR', null, 'hold credential_refused'],
  ['1142', '42000', 'hold permission_missing'],
  ['1143', '42000', 'hold permission_missing'],
  ['1146', '42S02', 'hold schema_changed'],
  ['1054', '42S22', 'hold schema_changed'],
  ['1906', 'HY000', 'hold schema_changed'],
  ['NO_UNIQUE_KEY', null, 'hold schema_changed'],
  ['REFUSED_ADDRESS', null, 'hold address_refused'],
  ['CERT_HAS_EXPIRED', null, 'hold certificate_refused'],
  ['CERT_REFUSED', null, 'hold certificate_refused'],
  ['1406', '22001', 'value'],
  ['1264', '22003', 'value'],
  ['1062', '23000', 'value'],
  ['1153', '08S01', 'value'],
  ['1364', 'HY000', 'value'],
  ['1366', 'HY000', 'value'],
  ['1644', '45000', 'value'],
  ['3157', '22032', 'value'],
  ['4025', '23000', 'value'],
  ['UNFIT_NUMBER', null, 'value'],
  ['UNWRITABLE', null, 'value'],
  ['TOO_LARGE', null, 'value'],
  ['9999', 'HY000', 'value'],
  ['1205', 'HY000', 'busy'],
  ['1213', '40001', 'busy'],
  ['1317', '70100', 'busy'],
  ['1969', '70100', 'busy'],
  ['1040', '08004', 'away'],
  ['1053', '08S01', 'away'],
  ['1021', 'HY000', 'away'],
  ['1114', 'HY000', 'away'],
  ['1203', '42000', 'away'],
  ['1226', '42000', 'away'],
  ['1290', 'HY000', 'away'],
  ['1792', '25006', 'away'],
  ['1836', 'HY000', 'away'],
  ['ECONNREFUSED', null, 'away'],
  ['HANDSHAKE_NO_SSL_SUPPORT', null, 'away'],
  ['TLS_FAILED', null, 'away'],
  [null, null, 'away'],
])('an error %s (%s) is: %s', (code, state, meaning) => {
  const judged = judgeMysql({ code, state });
  expect(judged.kind === 'hold' ? `hold ${judged.reason}` : judged.kind).toBe(meaning);
});

test('what is told of an error names a column or a constraint, and no value', () => {
  expect(mysqlWords({ code: '1062', column: null, constraint: 'users.email' })).toBe(
    'another row has the value of a unique column (users.email)',
  );
  expect(mysqlWords({ code: '9999', column: null, constraint: null })).toBe('the database refused it (9999)');
  expect(mysqlWords({ code: null, column: null, constraint: null })).toMatch(/connection was lost/);
});

test.each([
  ['two columns that differ in capital letters', { columns: [{ source: 'email', column: 'USER_ID' }] }, 'columns'],
  ['a mark without a column for it', { deletedColumn: null }, 'deletedColumn'],
  ['a name that is too long', { table: 'ü'.repeat(65) }, 'table'],
  ['a schema, which MySQL does not have', { schema: 'public' }, undefined],
])('%s is refused', (_, over, field) => {
  const parsed = mysqlConfig.safeParse({ ...config, ...over });
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.path[0]).toBe(field);
});
