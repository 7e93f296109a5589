import { z } from 'zod';
import { type CheckFinding } from '../../../connectors/check-finding';
import { addedColumns, createTable, quoted } from '../../../connectors/sql/mysql-statements';
import { columnsOf, type MysqlConfig } from '../../../connectors/table-config';
import { bad, isCoarse, ok, type Table, typesOf, warn } from '../tables/dialect';
import { inTransaction, type MysqlClient } from './connections';
import { type MysqlColumn } from './table';
import { missingRight } from './trouble';

type MysqlTable = Table<MysqlConfig, MysqlColumn>;

/** The oldest versions that are known to work. */
const oldest = { mysql: [8, 0, 20], mariaDb: [10, 6, 0] };

function isOlder(version: string, [major = 0, minor = 0, patch = 0]: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
  return a - major !== 0 ? a < major : b - minor !== 0 ? b < minor : c < patch;
}

/** Whether the server is new enough, and the user no more than it should be. */
export async function serverFindings(client: MysqlClient): Promise<CheckFinding[]> {
  const { version, isMariaDb } = client;
  const name = isMariaDb ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
  const isOld = isOlder(version, isMariaDb ? oldest.mariaDb : oldest.mysql);
  const [user] = await client.rows(
    z.object({ isSuper: z.coerce.number() }),
    `SELECT COUNT(*) AS isSuper FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE IN ('SUPER', 'CREATE USER')
       AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')`,
  );
  return [
    isOld
      ? bad(`${name} is too old: use ${isMariaDb ? 'MariaDB 10.6' : 'MySQL 8.0.20'} or newer.`)
      : ok(`Connected to ${name}.`),
    ...(user !== undefined && user.isSuper > 0
      ? [warn('The user administers the server. One that may only write this table is safer.')]
      : []),
  ];
}

/** What mends the table: making it, or adding what it lacks; null when nothing does. */
export function statementFor({ config, columns }: MysqlTable): string | null {
  if (columns.length === 0) return createTable(config);
  const coarse = columns.filter((column) => column.name === config.timeColumn && isCoarse(column));
  const finer = coarse.map(({ name, type, isNullable }) => {
    return `MODIFY COLUMN ${quoted(name)} ${type}(3) ${isNullable ? 'NULL' : 'NOT NULL'}`;
  });
  const parts = [...addedColumns(config, typesOf(columns)), ...finer];
  return parts.length === 0 ? null : `ALTER TABLE ${quoted(config.table)} ${parts.join(', ')}`;
}

/** Whether the user id has an index of its own and is compared letter by letter, and the table knows transactions. */
export async function shapeFindings(client: MysqlClient, { config, columns }: MysqlTable): Promise<CheckFinding[]> {
  const key = columns.find(({ name }) => name === config.key);
  return [...(key === undefined ? [] : keyFindings(config, key)), ...(await engineFindings(client, config))];
}

function keyFindings({ key, table }: MysqlConfig, { collation, fullType, isUnique }: MysqlColumn): CheckFinding[] {
  const isExact = collation === null || /_(bin|cs)$/.test(collation);
  const exact = `ALTER TABLE ${quoted(table)} MODIFY COLUMN ${quoted(key)} ${fullType} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL`;
  return [
    ...(isUnique ? [] : [bad(`The column ${key} has no unique index of its own: add one.`)]),
    ...(isExact
      ? []
      : [
          warn(
            `The column ${key} does not tell capital letters apart (${collation}): of two ids that differ in nothing else, one is refused. This mends it: ${exact}`,
          ),
        ]),
  ];
}

async function engineFindings(client: MysqlClient, { table }: MysqlConfig): Promise<CheckFinding[]> {
  const engines = await client.rows(
    z.object({ engine: z.string(), transactions: z.string().nullable() }),
    `SELECT t.ENGINE AS engine, e.TRANSACTIONS AS transactions FROM information_schema.TABLES t
       JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = ?`,
    [table],
  );
  return engines
    .filter(({ transactions }) => transactions !== 'YES')
    .map(({ engine }) =>
      bad(
        `The table is of the engine ${engine}, which has no transactions: ALTER TABLE ${quoted(table)} ENGINE=InnoDB.`,
      ),
    );
}

/** Rights that pushing needs and the user lacks, found by statements that meet no row. */
export async function rightFindings(client: MysqlClient, config: MysqlConfig): Promise<CheckFinding[]> {
  const table = quoted(config.table);
  const key = quoted(config.key);
  const columns = columnsOf(config).map(quoted);
  const none = `WHERE ${key} = '' AND 1 = 0`;
  const tried = [
    `SELECT ${columns.join(', ')} FROM ${table} ${none}`,
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${table} ${none}`,
    `UPDATE ${table} SET ${columns.map((name) => `${name} = ${name}`).join(', ')} ${none}`,
    ...(config.deletion === 'delete' ? [`DELETE FROM ${table} ${none}`] : []),
  ];
  const rights = await inTransaction(client, () => missingRights(client, tried), false);
  return rights.length === 0 ? [] : [bad(`The user lacks the right to ${rights.join(', ')} on the table.`)];
}

async function missingRights(client: MysqlClient, statements: readonly string[]): Promise<string[]> {
  const rights = new Set<string>();
  for (const statement of statements) {
    try {
      await client.run(statement);
    } catch (error) {
      const right = missingRight(error);
      if (right !== null) rights.add(right);
    }
  }
  return [...rights];
}
