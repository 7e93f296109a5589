import { columnsOf, type PostgresConfig } from '../connector-config';
import { type CarriedUser, valueOf } from '../mirror-source';
import { type JsonValue } from '../../json/json';
import { columnText } from './column-text';

/**
 * A statement with its values: one array of texts for each column. It returns `n`, the place in `users` from 1 on, of each
 * whose row is now as it should be; the rows of the others were newer.
 */
export interface Statement {
  text: string;
  values: (string | null)[][];
  users: readonly WrittenUser[];
}

/** A user to be written, and our number of the newest event that it is written for. */
export interface WrittenUser {
  user: CarriedUser;
  seq: number;
}

/** Types of the table's columns by name, without their lengths: as `describeTable` names them. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** A name in a statement (PostgreSQL, "Identifiers and Key Words"): a quote within it is doubled. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export const tableOf = ({ schema, table }: Pick<PostgresConfig, 'schema' | 'table'>) =>
  `${quoted(schema)}.${quoted(table)}`;

/**
 * A row is replaced unless it is newer: its time is missing, older, or the same with a number that is not above ours. Time
 * alone would lose the second of two changes of one instant.
 */
function isNotNewer({ timeColumn, seqColumn }: PostgresConfig, given: { time: string; seq: string }): string {
  const time = `t.${quoted(timeColumn)}`;
  if (seqColumn === null) return `(${time} IS NULL OR ${time} <= ${given.time})`;
  const seq = `t.${quoted(seqColumn)}`;
  const isFollowed = `(${time} = ${given.time} AND (${seq} IS NULL OR ${seq} <= ${given.seq}))`;
  return `(${time} IS NULL OR ${time} < ${given.time} OR ${isFollowed})`;
}

interface Column {
  name: string;
  value: (written: WrittenUser) => JsonValue | undefined;
}

const keyColumn = ({ key }: PostgresConfig): Column => ({ name: key, value: ({ user }) => user.userId });

function guardColumns({ timeColumn, seqColumn }: PostgresConfig): Column[] {
  const time = { name: timeColumn, value: ({ user }: WrittenUser) => new Date(user.newestEventMs).toISOString() };
  return seqColumn === null ? [time] : [time, { name: seqColumn, value: ({ seq }) => seq }];
}

/** A deleted user keeps its last profile in the mirror, and a marked row likewise: it may have missed the last change. */
function columnsFor(config: PostgresConfig, isDeleted: boolean): Column[] {
  const { columns, deletedColumn, deletion } = config;
  const mapped = columns.map(({ source, column }): Column => {
    return { name: column, value: ({ user }) => (isDeleted && deletion === 'empty' ? null : valueOf(source, user)) };
  });
  const deletedAt = ({ user: { deletedAtMs } }: WrittenUser) =>
    deletedAtMs === null ? null : new Date(deletedAtMs).toISOString();
  return [
    keyColumn(config),
    ...mapped,
    ...guardColumns(config),
    ...(deletedColumn === null ? [] : [{ name: deletedColumn, value: deletedAt }]),
  ];
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
function given(columns: readonly Column[], types: ColumnTypes): string {
  const casts = columns.map(({ name }, index) => `${cast(`u.c${index}`, types.get(name) ?? 'text')} AS c${index}`);
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`);
  const from = `unnest(${arrays.join(', ')}) WITH ORDINALITY AS u(${placesOf(columns)}, n)`;
  return `WITH g AS (SELECT ${casts.join(', ')}, u.n::int AS n FROM ${from})`;
}

const placesOf = (columns: readonly Column[]) => columns.map((_, index) => `c${index}`).join(', ');

const valuesOf = (columns: readonly Column[], types: ColumnTypes, users: readonly WrittenUser[]) =>
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
  const live = users.filter(({ user }) => user.deletedAtMs === null);
  const deleted = users.filter(({ user }) => user.deletedAtMs !== null);
  return [
    ...(live.length === 0 ? [] : [upsert(config, types, live, false)]),
    ...(deleted.length === 0
      ? []
      : [config.deletion === 'delete' ? remove(config, types, deleted) : upsert(config, types, deleted, true)]),
  ];
}

const typeOfSource = new Map([
  ['email_verified', 'boolean'],
  ['is_blocked', 'boolean'],
  ['is_deleted', 'boolean'],
  ['created_at', 'timestamptz'],
  ['updated_at', 'timestamptz'],
  ['last_login', 'timestamptz'],
  ['logins_count', 'bigint'],
  ['connections', 'jsonb'],
  ['identities', 'jsonb'],
  ['user_metadata', 'jsonb'],
  ['app_metadata', 'jsonb'],
]);

/** The statement that makes the table of a configuration. */
export function createTable(config: PostgresConfig): string {
  const { key, columns, timeColumn, seqColumn, deletedColumn } = config;
  const lines = [
    `${quoted(key)} text PRIMARY KEY`,
    ...columns.map(({ source, column }) => `${quoted(column)} ${typeOfSource.get(source) ?? 'text'}`),
    `${quoted(timeColumn)} timestamptz`,
    ...(seqColumn === null ? [] : [`${quoted(seqColumn)} bigint`]),
    ...(deletedColumn === null ? [] : [`${quoted(deletedColumn)} timestamptz`]),
  ];
  return `CREATE TABLE ${tableOf(config)} (\n  ${lines.join(',\n  ')}\n)`;
}

/** The statement that adds the columns that a table lacks; null when it lacks none. */
export function addColumns(config: PostgresConfig, types: ColumnTypes): string | null {
  const missing = columnsOf(config).filter((name) => !types.has(name));
  if (missing.length === 0) return null;
  const typeOf = (name: string) => {
    if (name === config.seqColumn) return 'bigint';
    if (name === config.timeColumn || name === config.deletedColumn) return 'timestamptz';
    const source = config.columns.find(({ column }) => column === name)?.source ?? '';
    return typeOfSource.get(source) ?? 'text';
  };
  return `ALTER TABLE ${tableOf(config)} ${missing.map((name) => `ADD COLUMN ${quoted(name)} ${typeOf(name)}`).join(', ')}`;
}
