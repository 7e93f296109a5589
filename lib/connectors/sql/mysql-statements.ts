import { type MysqlConfig } from '../table-config';
import { mysqlText, UnfitValueError } from './mysql-text';
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

/** A statement with a text for each of its question marks. */
export interface MysqlStatement {
  text: string;
  values: (string | null)[];
}

/** What writes some users, and what then tells how their rows stand: `k`, and as texts `time` and `seq`. */
export interface MysqlWrite {
  kind: 'upsert' | 'delete';
  users: readonly WrittenUser[];
  change: MysqlStatement;
  look: MysqlStatement;
}

/** A name in a statement (MySQL's manual, "Schema Object Names"): a backtick within it is doubled. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** Two ids that a collation holds for the same are two users all the same. */
const exact = (text: string) => `CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin`;

const given = (name: string) => `VALUES(${quoted(name)})`;

/** Guard columns last: assignments are made in order, and those after one see its new value. */
function columnsFor(config: MysqlConfig, isDeleted: boolean): WrittenColumn[] {
  return [
    keyColumn(config),
    ...mappedColumns(config, isDeleted),
    ...deletedColumns(config),
    ...guardColumns(config).toReversed(),
  ];
}

/** A text for each column and user. Throws `UnfitValueError` with the name of the column. */
function valuesOf(columns: readonly WrittenColumn[], types: ColumnTypes, users: readonly WrittenUser[]) {
  return users.flatMap((written) =>
    columns.map(({ name, value }) => {
      try {
        return mysqlText(value(written), types.get(name));
      } catch (error) {
        throw error instanceof UnfitValueError ? Object.assign(error, { column: name }) : error;
      }
    }),
  );
}

/** A column of bits takes a text for its bytes. */
const placeOf = (type: string | undefined) => (type === 'bit' ? 'CAST(? AS UNSIGNED)' : '?');

/**
 * Any unique index makes MySQL update the row that it finds. Only that of the same user is changed, unless it is newer.
 * `VALUES(column)` is the one form that MySQL and MariaDB both take.
 */
function upsert(config: MysqlConfig, types: ColumnTypes, users: readonly WrittenUser[], isDeleted: boolean) {
  const columns = columnsFor(config, isDeleted);
  const { key, timeColumn, seqColumn } = config;
  const isSame = `${exact(quoted(key))} = CONVERT(${given(key)} USING utf8mb4)`;
  const guard = notNewer(
    { time: quoted(timeColumn), seq: seqColumn === null ? null : quoted(seqColumn) },
    { time: given(timeColumn), seq: seqColumn === null ? '' : given(seqColumn) },
  );
  const set = columns.slice(1).map(({ name }) => {
    return `${quoted(name)} = IF(${isSame} AND ${guard}, ${given(name)}, ${quoted(name)})`;
  });
  const row = `(${columns.map(({ name }) => placeOf(types.get(name))).join(', ')})`;
  const text = [
    `INSERT INTO ${quoted(config.table)} (${columns.map(({ name }) => quoted(name)).join(', ')})`,
    `VALUES ${users.map(() => row).join(', ')} ON DUPLICATE KEY UPDATE ${set.join(', ')}`,
  ].join(' ');
  return { text, values: valuesOf(columns, types, users) };
}

const keysOf = (config: MysqlConfig, types: ColumnTypes, users: readonly WrittenUser[]) =>
  valuesOf([keyColumn(config)], types, users);

const marks = (users: readonly unknown[]) => users.map(() => '?').join(', ');

/** Deletes the rows of these users that are not newer. */
function remove(config: MysqlConfig, types: ColumnTypes, users: readonly WrittenUser[]): MysqlStatement {
  const { key, timeColumn, seqColumn, table } = config;
  const guard = notNewer(
    { time: quoted(timeColumn), seq: seqColumn === null ? null : quoted(seqColumn) },
    { time: 'CAST(? AS DATETIME(6))', seq: 'CAST(? AS SIGNED)' },
  );
  const one = `(${exact(quoted(key))} = ? AND ${guard})`;
  const text = [
    `DELETE FROM ${quoted(table)} WHERE ${quoted(key)} IN (${marks(users)})`,
    `AND (${users.map(() => one).join(' OR ')})`,
  ].join(' ');
  const values = users.flatMap((written) => {
    const [userId = null, time = null, seq] = valuesOf([keyColumn(config), ...guardColumns(config)], types, [written]);
    return seq === undefined ? [userId, time] : [userId, time, time, seq];
  });
  return { text, values: [...keysOf(config, types, users), ...values] };
}

function look(config: MysqlConfig, types: ColumnTypes, users: readonly WrittenUser[]): MysqlStatement {
  const { key, timeColumn, seqColumn, table } = config;
  const seq = seqColumn === null ? 'NULL' : `CAST(${quoted(seqColumn)} AS CHAR)`;
  const text = [
    `SELECT CONVERT(${quoted(key)} USING utf8mb4) AS k, CAST(${quoted(timeColumn)} AS CHAR) AS time, ${seq} AS seq`,
    `FROM ${quoted(table)} WHERE ${quoted(key)} IN (${marks(users)})`,
  ].join(' ');
  return { text, values: keysOf(config, types, users) };
}

/**
 * What brings these users into step: those who live by one statement for all, and those who were deleted likewise. Only
 * columns of the configuration are named: the others are the owner's. Throws what `mysqlText` throws.
 */
export function mysqlWrites(config: MysqlConfig, types: ColumnTypes, users: readonly WrittenUser[]): MysqlWrite[] {
  const { live, deleted } = parted(users);
  const writeOf = (some: readonly WrittenUser[], isDeleted: boolean): MysqlWrite[] => {
    if (some.length === 0) return [];
    const kind = isDeleted && config.deletion === 'delete' ? 'delete' : 'upsert';
    const change = kind === 'delete' ? remove(config, types, some) : upsert(config, types, some, isDeleted);
    return [{ kind, users: some, change, look: look(config, types, some) }];
  };
  return [...writeOf(live, false), ...writeOf(deleted, true)];
}

/** How a row stands to what was to be written into it. */
export type RowStand = 'in_step' | 'newer' | 'older';

/** `2026-08-14 10:00:20.5` with all six digits of a fraction, so that texts compare as times do. */
function inFull(time: string): string {
  const [whole = '', fraction = ''] = time.split('.');
  return `${whole}.${fraction.padEnd(6, '0')}`;
}

/** Compares the guard columns of a row, as `look` tells them, with those of the user. */
export function rowStand(row: { time: string | null; seq: string | null }, { user, seq }: WrittenUser): RowStand {
  if (row.time === null) return 'older';
  const [theirs, ours] = [
    inFull(row.time),
    inFull(mysqlText(new Date(user.newestEventMs).toISOString(), 'datetime') ?? ''),
  ];
  if (theirs !== ours) return theirs > ours ? 'newer' : 'older';
  if (row.seq === null || row.seq === String(seq)) return 'in_step';
  return BigInt(row.seq) > BigInt(seq) ? 'newer' : 'older';
}

const keyType = 'varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

const madeTypes: Record<MadeType, string> = {
  key: `${keyType} NOT NULL PRIMARY KEY`,
  short: 'varchar(500)',
  text: 'text',
  yes_no: 'tinyint(1)',
  // A `timestamp` ends in 2038.
  time: 'datetime(3)',
  whole: 'bigint',
  json: 'json',
};

/** The statement that makes the table of a configuration. */
export function createTable(config: MysqlConfig): string {
  const lines = madeColumns(config).map(({ name, type }) => `${quoted(name)} ${madeTypes[type]}`);
  return `CREATE TABLE ${quoted(config.table)} (\n  ${lines.join(',\n  ')}\n) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4`;
}

/** What adds the columns that a table lacks, as parts of an `ALTER TABLE`. */
export function addedColumns(config: MysqlConfig, types: Pick<ColumnTypes, 'has'>): string[] {
  return madeColumns(config)
    .filter(({ name }) => !types.has(name))
    .map(({ name, type }) => `ADD COLUMN ${quoted(name)} ${type === 'key' ? keyType : madeTypes[type]}`);
}
