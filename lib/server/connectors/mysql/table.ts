import { z } from 'zod';
import { columnsOf, type MysqlConfig } from '../../../connectors/table-config';
import { type TableColumn } from '../tables/dialect';
import { type MysqlClient } from './connections';

/** A column of a table in MySQL or MariaDB. */
export interface MysqlColumn extends TableColumn {
  /** Bytes that fit; null where characters are counted, or nothing is. */
  mostBytes: number | null;
  /** How texts are compared; null of other types. */
  collation: string | null;
  /** It has a unique index of its own, of its whole length. */
  isUnique: boolean;
}

const count = z.coerce.number();
const columnRow = z.object({
  tableName: z.string(),
  name: z.string(),
  type: z.string(),
  fullType: z.string(),
  isNullable: z.string(),
  extra: z.string(),
  isWithDefault: count,
  characters: count.nullable(),
  bytes: count.nullable(),
  precisionDigits: count.nullable(),
  collation: z.string().nullable(),
});

const columnsText = `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_TYPE AS fullType,
  IS_NULLABLE AS isNullable, EXTRA AS extra, COLUMN_DEFAULT IS NOT NULL AS isWithDefault,
  CHARACTER_MAXIMUM_LENGTH AS characters, CHARACTER_OCTET_LENGTH AS bytes, DATETIME_PRECISION AS precisionDigits,
  COLLATION_NAME AS collation
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`;

const indexRow = z.object({ indexName: z.string(), column: z.string().nullable(), part: count.nullable() });

const indexesText = `SELECT INDEX_NAME AS indexName, COLUMN_NAME AS \`column\`, SUB_PART AS part
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND NON_UNIQUE = 0`;

// MariaDB has JSON as a text with a check.
const jsonText = `SELECT CHECK_CLAUSE AS clause FROM information_schema.CHECK_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ?`;

/** Names of columns with a unique index of their own. */
async function uniqueColumns(client: MysqlClient, table: string): Promise<Set<string | null>> {
  const parts = await client.rows(indexRow, indexesText, [table]);
  const alone = parts.filter(({ indexName, part }) => {
    return part === null && parts.filter((other) => other.indexName === indexName).length === 1;
  });
  return new Set(alone.map(({ column }) => column));
}

async function jsonColumns(client: MysqlClient, table: string): Promise<(name: string) => boolean> {
  if (!client.isMariaDb) return () => false;
  const checks = await client.rows(z.object({ clause: z.string() }), jsonText, [table]);
  const clauses = new Set(checks.map(({ clause }) => clause.toLowerCase()));
  return (name) => clauses.has(`json_valid(\`${name.replaceAll('`', '``').toLowerCase()}\`)`);
}

/** The columns of the table; none when there is no such table, or the user may not see it. */
export async function describeTable(client: MysqlClient, config: MysqlConfig): Promise<MysqlColumn[]> {
  const { table } = config;
  const found = await client.rows(columnRow, columnsText, [table]);
  if (found.length === 0) return [];
  const exact = found.filter(({ tableName }) => tableName === table);
  const rows = exact.length > 0 ? exact : found;
  const unique = await uniqueColumns(client, table);
  const isJson = await jsonColumns(client, table);
  // Names of columns know no case: one is called as the configuration calls it.
  const spelt = new Map(columnsOf(config).map((name) => [name.toLowerCase(), name]));
  return rows.map((row) => {
    const type = row.type === 'longtext' && isJson(row.name) ? 'json' : row.type;
    const isCounted = ['char', 'varchar'].includes(type);
    return {
      ...{ name: spelt.get(row.name.toLowerCase()) ?? row.name, type, collation: row.collation },
      fullType: type === 'json' ? 'json' : row.fullType,
      isNullable: row.isNullable === 'YES',
      hasDefault: row.isWithDefault === 1 || /auto_increment|generated/i.test(row.extra),
      mostCharacters: isCounted ? row.characters : null,
      mostBytes: isCounted ? null : row.bytes,
      precision: ['datetime', 'timestamp'].includes(type) ? (row.precisionDigits ?? 0) : null,
      isUnique: unique.has(row.name),
    };
  });
}
