import { type PoolClient } from 'pg';
import { type CheckFinding } from '../../../connectors/check-finding';
import { addColumns, createTable, quoted, tableOf } from '../../../connectors/sql/postgres-statements';
import { type PostgresConfig } from '../../../connectors/table-config';
import { bad, isCoarse, ok, type Table, type TableColumn, typesOf, warn } from '../tables/dialect';

/** The oldest version that is known to work. */
const oldestVersion = 12;

/** Whether the server is new enough, and the user no more than it should be. */
export async function serverFindings(client: PoolClient): Promise<CheckFinding[]> {
  const { rows } = await client.query<{ version: number; name: string; isSuper: boolean }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_version') AS name,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "isSuper"`,
  );
  const [server] = rows;
  if (server === undefined) return [bad('The server does not tell its version.')];
  const { version, name, isSuper } = server;
  return [
    version >= oldestVersion
      ? ok(`Connected to PostgreSQL ${name}.`)
      : bad(`PostgreSQL ${name} is too old: use 12 or newer.`),
    ...(isSuper ? [warn('The user is a superuser. One that may only write this table is safer.')] : []),
  ];
}

/** What mends the table: making it, or adding what it lacks; null when nothing does. */
export function statementFor({ config, columns }: Table<PostgresConfig, TableColumn>): string | null {
  if (columns.length === 0) return createTable(config);
  const added = addColumns(config, typesOf(columns));
  const coarse = columns.find((column) => column.name === config.timeColumn && isCoarse(column));
  if (coarse === undefined) return added;
  const alter = `ALTER COLUMN ${quoted(coarse.name)} TYPE ${coarse.type}`;
  return added === null ? `ALTER TABLE ${tableOf(config)} ${alter}` : `${added}, ${alter}`;
}

/** Whether the column of the user id has a unique index of its own. */
export async function keyFindings(
  client: PoolClient,
  { config: { key, ...config } }: Pick<Table<PostgresConfig, TableColumn>, 'config'>,
): Promise<CheckFinding[]> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL
       AND a.attname = $2`,
    [tableOf(config), key],
  );
  return rows.length > 0 ? [] : [bad(`The column ${key} has no unique index of its own: add one.`)];
}

/** Rights that pushing needs and the user lacks. */
export async function rightFindings(client: PoolClient, config: PostgresConfig): Promise<CheckFinding[]> {
  const wanted = ['SELECT', 'INSERT', 'UPDATE', ...(config.deletion === 'delete' ? ['DELETE'] : [])];
  const { rows } = await client.query<{ right: string }>(
    'SELECT r AS right FROM unnest($2::text[]) AS r WHERE NOT has_table_privilege(to_regclass($1), r)',
    [tableOf(config), wanted],
  );
  const missing = rows.map(({ right }) => right);
  return missing.length === 0 ? [] : [bad(`The user lacks the right to ${missing.join(', ')} on the table.`)];
}
