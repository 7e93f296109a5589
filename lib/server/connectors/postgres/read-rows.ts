import { type PoolClient } from 'pg';
import { quoted, tableOf } from '../../../connectors/sql/postgres-statements';
import { type TableRow } from '../../../connectors/sql/verify-row';
import { columnsOf, type PostgresConfig } from '../../../connectors/table-config';
import { type RowPage, type Table, type TableColumn } from '../tables/dialect';

/** Rows in the order of the index of their keys, whatever its collation; every value as text. */
export async function rows(
  client: PoolClient,
  { config }: Table<PostgresConfig, TableColumn>,
  { after, limit }: RowPage,
): Promise<TableRow[]> {
  const names = columnsOf(config);
  const key = quoted(config.key);
  const texts = names.map((name, index) => `${quoted(name)}::text AS c${index}`).join(', ');
  const where = after === null ? `${key} IS NOT NULL` : `${key} > $1`;
  const text = `SELECT ${texts} FROM ${tableOf(config)} WHERE ${where} ORDER BY ${key} LIMIT ${limit}`;
  const found = await client.query<Record<string, string | null>>(text, after === null ? [] : [after]);
  return found.rows.map((row) => ({
    key: row.c0 ?? '',
    values: Object.fromEntries(names.map((name, index) => [name, row[`c${index}`] ?? null])),
  }));
}

export async function keysThere(
  client: PoolClient,
  config: PostgresConfig,
  keys: readonly string[],
): Promise<string[]> {
  const key = quoted(config.key);
  const text = `SELECT ${key}::text AS k FROM ${tableOf(config)} WHERE ${key} = ANY($1)`;
  const found = await client.query<{ k: string }>(text, [keys]);
  return found.rows.map(({ k }) => k);
}
