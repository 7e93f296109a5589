import { type PostgresConfig } from '../table-config';
import { columnText } from './column-text';
import {
  type ColumnTypes,
  deletedColumns,
  guardColumns,
  keyColumn,
  madeColumns,
  type MadeType,
  mappedColumns,
  notNewer,
  parted,
  type WrittenColumn,
  type WrittenUser,
} from './written-columns';

/**
 * A statement with its values: one array of texts for each column. It returns `n`, the place in `users` from 1 on, of each
 * whose row is now as it should be; the rows of the others were newer.
 */
export interface Statement {
  text: string;
  values: (string | null)[][];
  users: readonly WrittenUser[];
}

/** A name in a statement (PostgreSQL, "Identifiers and Key Words"): a quote within it is doubled. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export const tableOf = ({ schema, table }: Pick<PostgresConfig, 'schema' | 'table'>) =>
  `${quoted(schema)}.${quoted(table)}`;

/** Whether a row `t` is not newer than what is given. */
function isNotNewer({ timeColumn, seqColumn }: PostgresConfig, given: { time: string; seq: string }): string {
  return notNewer(
    { time: `t.${quoted(timeColumn)}`, seq: seqColumn === null ? null : `t.${quoted(seqColumn)}` },
    given,
  );
}

function columnsFor(config: PostgresConfig, isDeleted: boolean): WrittenColumn[] {
  return [keyColumn(config), ...mappedColumns(config, isDeleted), ...guardColumns(config), ...deletedColumns(config)];
}

/** Types that drop an offset where a text has one: these are read as instants first, and written as UTC. */
const typesWithoutZone = ['timestamp without time zone', 'date', 'time without time zone'];

function cast(text: string, type: string): string {
  const plain = `${text}::${type}`;
  // What names no day is a time of day, and no instant.
  return typesWithoutZone.includes(type)
    ? `CASE WHEN ${text} ~ '^\\d{4}-\\d' THEN ${text}::timestamptz::${type} ELSE ${plain} END`
    : plain;
}

/** `g`: the given texts as rows, each cast to the type of its column, named `c0`, `c1` and so on, and numbered `n`. */
function given(columns: readonly WrittenColumn[], types: ColumnTypes): string {
  const casts = columns.map(({ name }, index) => `${cast(`u.c${index}`, types.get(name) ?? 'text')} AS c${index}`);
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`);
  const from = `unnest(${arrays.join(', ')}) WITH ORDINALITY AS u(${placesOf(columns)}, n)`;
  return `WITH g AS (SELECT ${casts.join(', ')}, u.n::int AS n FROM ${from})`;
}

const placesOf = (columns: readonly WrittenColumn[]) => columns.map((_, index) => `c${index}`).join(', ');

const valuesOf = (columns: readonly WrittenColumn[], types: ColumnTypes, users: readonly WrittenUser[]) =>
  columns.map(({ name, value }) => users.map((written) => columnText(value(written), types.get(name))));

function upsert(
  config: PostgresConfig,
  types: ColumnTypes,
  users: readonly WrittenUser[],
  isDeleted: boolean,
): Statement {
  const columns = columnsFor(config, isDeleted);
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const set = columns
    .slice(1)
    .map(({ name }) => `${quoted(name)} = EXCLUDED.${quoted(name)}`)
    .join(', ');
  const excluded = (name: string | null) => `EXCLUDED.${quoted(name ?? '')}`;
  const guard = isNotNewer(config, { time: excluded(config.timeColumn), seq: excluded(config.seqColumn) });
  const key = quoted(config.key);
  const text = [
    `${given(columns, types)}, w AS (INSERT INTO ${tableOf(config)} AS t (${names}) SELECT ${placesOf(columns)} FROM g`,
    `ON CONFLICT (${key}) DO UPDATE SET ${set} WHERE ${guard} RETURNING t.${key} AS k)`,
    'SELECT g.n FROM g JOIN w ON w.k = g.c0',
  ].join(' ');
  return { text, values: valuesOf(columns, types, users), users };
}

/** A row that was not there is as it should be; the last part of the statement sees the table as it was before. */
function remove(config: PostgresConfig, types: ColumnTypes, users: readonly WrittenUser[]): Statement {
  const columns = [keyColumn(config), ...guardColumns(config)];
  const key = quoted(config.key);
  const guard = isNotNewer(config, { time: 'g.c1', seq: 'g.c2' });
  const text = [
    `${given(columns, types)}, w AS (DELETE FROM ${tableOf(config)} AS t USING g`,
    `WHERE t.${key} = g.c0 AND ${guard} RETURNING t.${key} AS k)`,
    `SELECT g.n FROM g LEFT JOIN w ON w.k = g.c0 LEFT JOIN ${tableOf(config)} AS b ON b.${key} = g.c0`,
    `WHERE w.k IS NOT NULL OR b.${key} IS NULL`,
  ].join(' ');
  return { text, values: valuesOf(columns, types, users), users };
}

/**
 * The statements that bring these users into step, each by one statement for all: those who live, and those who were deleted.
 * Only columns of the configuration are named: the others are the owner's.
 */
export function writeStatements(
  config: PostgresConfig,
  types: ColumnTypes,
  users: readonly WrittenUser[],
): Statement[] {
  const { live, deleted } = parted(users);
  return [
    ...(live.length === 0 ? [] : [upsert(config, types, live, false)]),
    ...(deleted.length === 0
      ? []
      : [config.deletion === 'delete' ? remove(config, types, deleted) : upsert(config, types, deleted, true)]),
  ];
}

const madeTypes: Record<MadeType, string> = {
  key: 'text PRIMARY KEY',
  short: 'text',
  text: 'text',
  yes_no: 'boolean',
  time: 'timestamptz',
  whole: 'bigint',
  json: 'jsonb',
};

/** The statement that makes the table of a configuration. */
export function createTable(config: PostgresConfig): string {
  const lines = madeColumns(config).map(({ name, type }) => `${quoted(name)} ${madeTypes[type]}`);
  return `CREATE TABLE ${tableOf(config)} (\n  ${lines.join(',\n  ')}\n)`;
}

/** The statement that adds the columns that a table lacks; null when it lacks none. */
export function addColumns(config: PostgresConfig, types: Pick<ColumnTypes, 'has'>): string | null {
  const missing = madeColumns(config).filter(({ name }) => !types.has(name));
  if (missing.length === 0) return null;
  const added = missing.map(({ name, type }) => {
    return `ADD COLUMN ${quoted(name)} ${type === 'key' ? 'text' : madeTypes[type]}`;
  });
  return `ALTER TABLE ${tableOf(config)} ${added.join(', ')}`;
}
