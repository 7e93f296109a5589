import { z } from 'zod';
import { valueOf } from '../../../connectors/mirror-source';
import { type DatabaseTrouble, unwritable } from '../../../connectors/sql/database-trouble';
import { judgeMysql, mysqlWords, noUniqueKey, tooLarge } from '../../../connectors/sql/judge-mysql';
import { type MysqlWrite, mysqlWrites, rowStand } from '../../../connectors/sql/mysql-statements';
import { mysqlText, UnfitValueError } from '../../../connectors/sql/mysql-text';
import { type WrittenUser } from '../../../connectors/sql/written-columns';
import { type MysqlConfig } from '../../../connectors/table-config';
import { formatCount } from '../../../text/format';
import { type Dialect, type Table, typesOf } from '../tables/dialect';
import { inTransaction, type MysqlClient, openMysql } from './connections';
import { rightFindings, serverFindings, shapeFindings, statementFor } from './mysql-findings';
import { describeTable, type MysqlColumn } from './table';
import { keysThere, rows } from './read-rows';
import { troubleOf } from './trouble';

type MysqlTable = Table<MysqlConfig, MysqlColumn>;

const ofCode = (code: string, cause?: unknown) =>
  Object.assign(new Error('Values cannot be written', { cause }), { code });

async function write(client: MysqlClient, table: MysqlTable, users: readonly WrittenUser[]) {
  const { config, columns } = table;
  // Without the index each write would add another row.
  if (columns.some(({ name, isUnique }) => name === config.key && !isUnique)) throw ofCode(noUniqueKey);
  const inStep = new Set<WrittenUser>();
  for (const one of writesFor(table, users)) {
    if (bytesOf(one) > client.mostBytes) throw ofCode(tooLarge);
    const changed = await client.change(one.change.text, one.change.values);
    const written = isWhole(one, changed) ? one.users : await standing(client, one);
    for (const user of written) inStep.add(user);
  }
  return inStep;
}

function writesFor({ config, columns }: MysqlTable, users: readonly WrittenUser[]): MysqlWrite[] {
  try {
    return mysqlWrites(config, typesOf(columns), users);
  } catch (error) {
    // The fault of one user's values, as much as one that the server finds.
    throw error instanceof UnfitValueError ? error : ofCode(unwritable, error);
  }
}

/** What a statement takes of a packet, in bytes: each value has its length beside it. */
function bytesOf({ change: { text, values } }: MysqlWrite): number {
  return values.reduce((sum, value) => sum + 12 + (value === null ? 0 : Buffer.byteLength(value)), text.length + 64);
}

/** Whether the count alone says that every row was written: MySQL counts a new row once, and a changed one twice. */
function isWhole({ kind, users }: MysqlWrite, changed: number): boolean {
  if (kind === 'delete') return changed === users.length;
  return users.length === 1 ? changed > 0 : changed === 2 * users.length;
}

const rowShape = z.object({ k: z.string().nullable(), time: z.string().nullable(), seq: z.string().nullable() });

/** Those whose rows are as they should be; the others were newer. Throws when a row of another user stood in the way. */
async function standing(client: MysqlClient, { kind, users, look }: MysqlWrite): Promise<WrittenUser[]> {
  const rows = await client.rows(rowShape, look.text, look.values);
  const byKey = new Map(rows.map((row) => [row.k, row]));
  return users.filter((written) => {
    const row = byKey.get(mysqlText(written.user.userId));
    const stand = row === undefined ? 'older' : rowStand(row, written);
    if (kind === 'delete') return row === undefined;
    if (stand === 'older') throw Object.assign(ofCode('ER_DUP_ENTRY'), { errno: 1062 });
    return stand === 'in_step';
  });
}

/** The column that a value is too long for, and by how much: the server names the column at best. */
function lengthTrouble({ config, columns }: MysqlTable, { user }: WrittenUser, { code }: DatabaseTrouble) {
  const byName = new Map(columns.map((column) => [column.name, column]));
  for (const { source, column } of code === '1406' ? config.columns : []) {
    const { type, mostCharacters = null, mostBytes = null } = byName.get(column) ?? {};
    const text = mysqlText(valueOf(source, user), type) ?? '';
    const [length, bytes] = [Array.from(text).length, Buffer.byteLength(text)];
    if (mostCharacters !== null && length > mostCharacters) {
      return `${column} takes ${formatCount(mostCharacters)} characters, the value has ${formatCount(length)}`;
    }
    if (mostBytes !== null && bytes > mostBytes) {
      return `${column} takes ${formatCount(mostBytes)} bytes, the value has ${formatCount(bytes)}`;
    }
  }
  return null;
}

/** Emptiness, defaults, references, checks and triggers. */
const ofEmptiness = ['1048', '1364', '1452', '1644', '3819', '4025'];

/** MySQL 8.0.20 and newer, and MariaDB 10.6 and newer. */
export const mysqlDialect: Dialect<MysqlConfig, MysqlClient, MysqlColumn> = {
  open: openMysql,
  describe: describeTable,
  inTransaction,
  write,
  rows,
  keysThere,
  lengthTrouble,
  troubleOf,
  judge: judgeMysql,
  words: mysqlWords,
  isOfEmptiness: ({ code, state }) => ofEmptiness.includes(code ?? '') || state?.startsWith('45') === true,
  isWithoutTls: (error) => troubleOf(error).code === 'HANDSHAKE_NO_SSL_SUPPORT',
  statementFor,
  run: (client, statement) => client.run(statement),
  isTime: (type) => ['datetime', 'timestamp'].includes(type),
  serverFindings,
  shapeFindings,
  rightFindings,
};
