import { type HoldReason } from '../connector';
import { type DatabaseJudgement, type DatabaseTrouble, judgeUntold, wordsOf } from './database-trouble';

/** The server has a number for each error ("MySQL Error Message Reference"; "MariaDB Error Codes"). */
const isNumber = (code: string) => /^\d+$/.test(code);

/** Of ours: the column of the user id has no unique index, without which MySQL would write a second row for a user. */
export const noUniqueKey = 'NO_UNIQUE_KEY';

/** Of ours: a statement that the server would not read whole. */
export const tooLarge = 'TOO_LARGE';

const holds: readonly [readonly string[], HoldReason][] = [
  // Wrong password or user, unknown database, an account that is locked, an expired password, TLS that is demanded.
  [['1044', '1045', '1049', '1130', '1698', '1820', '1862', '3118', '3159', '4151'], 'credential_refused'],
  // The server asks for a way to sign in that the driver does not know.
  [['AUTH_SWITCH_PLUGIN_ERROR', '1251', '1275'], 'credential_refused'],
  [['1142', '1143', '1227', '1370'], 'permission_missing'],
  // A view that is broken or takes no rows, a trigger whose owner is gone, a generated column that was mapped.
  [['1288', '1347', '1356', '1449', '1471', '1906', '3105', noUniqueKey], 'schema_changed'],
];

/** Locks that were not had in time, deadlocks, a row that changed meanwhile, a statement that took too long. */
const busy = ['1020', '1205', '1213', '1317', '1615', '1969', '3024'];

/** What the server lacks or is about: connections, disk, memory, being written to, its own files. */
const away = [
  ...['1016', '1017', '1018', '1021', '1030', '1034', '1036', '1037', '1038', '1040', '1041', '1042', '1053'],
  ...['1105', '1114', '1129', '1180', '1194', '1195', '1203', '1206', '1226', '1290', '1461', '1792', '1836'],
  ...['1927', '3100', '3101', '3168', '4031'],
];

/** Faults of a row although their class says otherwise: a packet that is too large, a trigger that changes its own table. */
const values = ['1153', '1442'];

const ofState: readonly [RegExp, DatabaseJudgement][] = [
  [/^28/, { kind: 'hold', reason: 'credential_refused' }],
  [/^42/, { kind: 'hold', reason: 'schema_changed' }],
  [/^(40|70)/, { kind: 'busy' }],
  [/^(08|25|XA)/, { kind: 'away' }],
];

/**
 * What an error means for what was to be written. What says neither of the server nor of the connector is a fault of the
 * rows: triggers answer with numbers of their own, and one row must not stop the others for ever.
 */
export function judgeMysql({ code, state }: Pick<DatabaseTrouble, 'code' | 'state'>): DatabaseJudgement {
  if (code === null) return { kind: 'away' };
  for (const [codes, reason] of holds) if (codes.includes(code)) return { kind: 'hold', reason };
  if (code === tooLarge || code.startsWith('UNFIT_')) return { kind: 'value' };
  if (!isNumber(code)) return judgeUntold(code);
  if (values.includes(code)) return { kind: 'value' };
  if (busy.includes(code)) return { kind: 'busy' };
  if (away.includes(code)) return { kind: 'away' };
  return ofState.find(([pattern]) => pattern.test(state ?? ''))?.[1] ?? { kind: 'value' };
}

const words = new Map([
  [noUniqueKey, 'the column of the user id has no unique index'],
  [tooLarge, 'the row is larger than the server takes at once (max_allowed_packet)'],
  ['UNFIT_NUMBER', 'a number with a fraction does not fit its column'],
  ['UNFIT_TIME', 'a value is no time'],
  ['AUTH_SWITCH_PLUGIN_ERROR', 'the server asks for a way to sign in that is not known here'],
  ['HANDSHAKE_NO_SSL_SUPPORT', 'the server offers no TLS'],
  ['1040', 'it has no connection left'],
  ['1044', 'the user may not use the database'],
  ['1045', 'the user or the password is refused'],
  ['1698', 'the user or the password is refused'],
  ['1048', 'a column that must not be empty is'],
  ['1049', 'there is no such database'],
  ['1054', 'a column is missing'],
  ['1062', 'another row has the value of a unique column'],
  ['1114', 'the table or the disk is full'],
  ['1130', 'the user may not come from this machine'],
  ['1142', 'a right is missing'],
  ['1143', 'a right on a column is missing'],
  ['1146', 'there is no such table'],
  ['1153', 'the row is larger than the server takes at once (max_allowed_packet)'],
  ['1205', 'another transaction locks it'],
  ['1213', 'another transaction waited for the same rows'],
  ['1264', 'a number is out of the range of its column'],
  ['1265', 'a value does not fit the type of its column'],
  ['1290', 'the server may only be read'],
  ['1836', 'the server may only be read'],
  ['1292', 'a value does not fit the type of its column'],
  ['1364', 'a column that has no default is not filled'],
  ['1366', 'a value does not fit the type or the character set of its column'],
  ['1406', 'a value is too long for its column'],
  ['1452', 'a reference leads to no row'],
  ['1644', 'a trigger of the table refuses it'],
  ['1969', 'it took too long'],
  ['3157', 'a value is nested too deep'],
  ['3159', 'the server takes encrypted connections only'],
  ['3819', 'a check of the table refuses a value'],
  ['4025', 'a check of the table refuses a value'],
]);

const wordsOfCode = (code: string) => words.get(code) ?? (isNumber(code) ? `the database refused it (${code})` : null);

/** What went wrong, in words that hold no value: "another row has the value of a unique column (users.email)". */
export function mysqlWords(trouble: DatabaseTrouble): string {
  return wordsOf(trouble, wordsOfCode);
}
