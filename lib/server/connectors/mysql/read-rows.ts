import { z } from 'zod';
import { quoted } from '../../../connectors/sql/mysql-statements';
import { type TableRow } from '../../../connectors/sql/verify-row';
import { columnsOf, type MysqlConfig } from '../../../connectors/table-config';
import { type RowPage, type Table } from '../tables/dialect';
import { type MysqlClient } from './connections';
import { type MysqlColumn } from './table';

const rowOfTexts = z.record(z.string(), z.string().nullable());
const keyShape = z.object({ k: z.string() });

/** Rows in the order of the index of their keys, whatever its collation; every value as text. */
export async function rows(
  client: MysqlClient,
  { config }: Table<MysqlConfig, MysqlColumn>,
  { after, limit }: RowPage,
): Promise<TableRow[]> {
  const names = columnsOf(config);
  const key = quoted(config.key);
  const texts = names.map((name, index) => `CAST(${quoted(name)} AS CHAR) AS c${index}`).join(', ');
  const where = after === null ? `${key} IS NOT NULL` : `${key} > ?`;
  const text = `SELECT ${texts} FROM ${quoted(config.table)} WHERE ${where} ORDER BY ${key} LIMIT ${limit}`;
  const found = await client.rows(rowOfTexts, text, after === null ? [] : [after]);
  return found.map((row) => ({
    key: row.c0 ?? '',
    values: Object.fromEntries(names.map((name, index) => [name, row[`c${index}`] ?? null])),
  }));
}

export async function keysThere(client: MysqlClient, config: MysqlConfig, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const key = quoted(config.key);
  const marks = keys.map(() => '?').join(', ');
  const text = `SELECT CAST(${key} AS CHAR) AS k FROM ${quoted(config.table)} WHERE ${key} IN (${marks})`;
  return (await client.rows(keyShape, text, keys)).map(({ k }) => k);
}
