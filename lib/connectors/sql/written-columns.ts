import { type JsonValue } from '../../json/json';
import { type CarriedUser, valueOf } from '../mirror-source';
import { type TableConfig } from '../table-config';

/** A user to be written, and our number of the newest event that it is written for. */
export interface WrittenUser {
  user: CarriedUser;
  seq: number;
}

/** Types of the table's columns by name, without their lengths. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** A column, and what each user has in it. */
export interface WrittenColumn {
  name: string;
  value: (written: WrittenUser) => JsonValue | undefined;
}

/** The column of the user id. */
export const keyColumn = ({ key }: TableConfig): WrittenColumn => ({ name: key, value: ({ user }) => user.userId });

/** The columns that tell which of two states is the newer one: the time, and our number where there is a column for it. */
export function guardColumns({ timeColumn, seqColumn }: TableConfig): WrittenColumn[] {
  const time = { name: timeColumn, value: ({ user }: WrittenUser) => new Date(user.newestEventMs).toISOString() };
  return seqColumn === null ? [time] : [time, { name: seqColumn, value: ({ seq }) => seq }];
}

/** The mapped columns. A deleted user keeps its last profile in the mirror, and a marked row likewise: it may have missed the last change. */
export function mappedColumns({ columns, deletion }: TableConfig, isDeleted: boolean): WrittenColumn[] {
  return columns.map(({ source, column }) => {
    return { name: column, value: ({ user }) => (isDeleted && deletion === 'empty' ? null : valueOf(source, user)) };
  });
}

/** The column that tells when a user was deleted; none where the table has none. */
export function deletedColumns({ deletedColumn }: TableConfig): WrittenColumn[] {
  if (deletedColumn === null) return [];
  const value = ({ user: { deletedAtMs } }: WrittenUser) =>
    deletedAtMs === null ? null : new Date(deletedAtMs).toISOString();
  return [{ name: deletedColumn, value }];
}

interface GuardPlaces<Seq> {
  time: string;
  seq: Seq;
}

/**
 * SQL for: a row is replaced unless it is newer. Its time is missing, older, or the same with a number that is not above ours.
 * Time alone would lose the second of two changes of one instant. `row.seq` is null where there is no column for it.
 */
export function notNewer(row: GuardPlaces<string | null>, given: GuardPlaces<string>): string {
  const { time, seq } = row;
  if (seq === null) return `(${time} IS NULL OR ${time} <= ${given.time})`;
  const isFollowed = `(${time} = ${given.time} AND (${seq} IS NULL OR ${seq} <= ${given.seq}))`;
  return `(${time} IS NULL OR ${time} < ${given.time} OR ${isFollowed})`;
}

/** Users who live apart from those who were deleted: each of the two is one statement. */
export function parted(users: readonly WrittenUser[]): { live: WrittenUser[]; deleted: WrittenUser[] } {
  return {
    live: users.filter(({ user }) => user.deletedAtMs === null),
    deleted: users.filter(({ user }) => user.deletedAtMs !== null),
  };
}

/** What a column that we make is to hold. `short`: a line of text that people search by. */
export type MadeType = 'key' | 'short' | 'text' | 'yes_no' | 'time' | 'whole' | 'json';

const typeOfSource = new Map<string, MadeType>([
  ...['email', 'name', 'nickname', 'given_name', 'family_name', 'username', 'phone_number'].map(
    (source): [string, MadeType] => [source, 'short'],
  ),
  ['email_verified', 'yes_no'],
  ['is_blocked', 'yes_no'],
  ['is_deleted', 'yes_no'],
  ['created_at', 'time'],
  ['updated_at', 'time'],
  ['last_login', 'time'],
  ['logins_count', 'whole'],
  ['connections', 'json'],
  ['identities', 'json'],
  ['user_metadata', 'json'],
  ['app_metadata', 'json'],
]);

/** Every column of a configuration in the order in which a table is made with them, the key first. */
export function madeColumns(config: TableConfig): { name: string; type: MadeType }[] {
  const { key, columns, timeColumn, seqColumn, deletedColumn } = config;
  return [
    { name: key, type: 'key' },
    ...columns.map(({ source, column }) => ({ name: column, type: typeOfSource.get(source) ?? 'text' })),
    { name: timeColumn, type: 'time' },
    ...(seqColumn === null ? [] : [{ name: seqColumn, type: 'whole' as const }]),
    ...(deletedColumn === null ? [] : [{ name: deletedColumn, type: 'time' as const }]),
  ];
}
