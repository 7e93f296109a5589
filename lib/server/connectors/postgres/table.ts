import { type PoolClient } from 'pg';
import { type PostgresConfig } from '../../../connectors/table-config';
import { tableOf } from '../../../connectors/sql/postgres-statements';
import { type TableColumn } from '../tables/dialect';

// `character` and `bit` without a length mean a length of one.
const describeText = `
  WITH RECURSIVE beneath (num, type, mod) AS (
    SELECT attnum, atttypid, atttypmod FROM pg_attribute
      WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT b.num, t.typbasetype, CASE WHEN b.mod < 0 THEN t.typtypmod ELSE b.mod END
      FROM beneath b JOIN pg_type t ON t.oid = b.type WHERE t.typtype = 'd'
  )
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS "fullType",
    CASE b.type WHEN 'bpchar'::regtype THEN 'bpchar' WHEN 'bpchar[]'::regtype THEN 'bpchar[]'
      WHEN 'bit'::regtype THEN 'varbit' WHEN 'bit[]'::regtype THEN 'varbit[]' ELSE format_type(b.type, NULL) END AS type,
    NOT a.attnotnull AS "isNullable", a.atthasdef OR a.attidentity <> '' AS "hasDefault",
    CASE WHEN b.type IN ('varchar'::regtype, 'bpchar'::regtype) AND b.mod > 0 THEN b.mod - 4 END AS "mostCharacters",
    CASE WHEN b.type IN ('timestamptz'::regtype, 'timestamp'::regtype) THEN CASE WHEN b.mod < 0 THEN 6 ELSE b.mod END END
      AS precision
  FROM pg_attribute a JOIN beneath b ON b.num = a.attnum JOIN pg_type t ON t.oid = b.type
  WHERE a.attrelid = to_regclass($1) AND t.typtype <> 'd' ORDER BY a.attnum`;

/** The columns of the table; none when there is no such table. */
export async function describeTable(client: PoolClient, config: PostgresConfig): Promise<TableColumn[]> {
  const { rows } = await client.query<TableColumn>(describeText, [tableOf(config)]);
  return rows;
}
