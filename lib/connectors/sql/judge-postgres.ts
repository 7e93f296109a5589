import { type HoldReason } from '../connector';
import { type DatabaseJudgement, type DatabaseTrouble, judgeUntold, wordsOf } from './database-trouble';

/** `SQLSTATE` (PostgreSQL's manual, appendix A) has five letters and digits. Of Node's codes only these look like one. */
const isSqlState = (code: string) => /^[0-9A-Z]{5}$/.test(code) && !/^(EPIPE|EPERM|EBADF|EBUSY|EPROT)$/.test(code);

const holds: readonly [RegExp, HoldReason][] = [
  // Wrong password, unknown role, unknown database.
  [/^28|^3D000$/, 'credential_refused'],
  [/^42501$/, 'permission_missing'],
  // Table, column, schema or type that is not there, a column that is no key any more, a type that cannot be cast.
  [/^42|^3F000$/, 'schema_changed'],
];

/** Deadlocks, serialization, locks that were not had in time, statements that took too long. */
const busyStates = /^40|^55P03$|^57014$/;

/**
 * Connections, resources that are used up, a server that stops or starts or may only be read, its system and its own faults.
 */
const awayStates = /^08|^53|^57P0|^25006$|^58|^XX/;

/**
 * What an error means for what was to be written. What says neither of the server nor of the connector is a fault of the
 * rows: triggers and extensions answer with states of their own, and one row must not stop the others for ever.
 */
export function judgePostgres({ code }: Pick<DatabaseTrouble, 'code'>): DatabaseJudgement {
  if (code === null) return { kind: 'away' };
  if (!isSqlState(code)) return judgeUntold(code);
  for (const [pattern, reason] of holds) if (pattern.test(code)) return { kind: 'hold', reason };
  if (busyStates.test(code)) return { kind: 'busy' };
  return { kind: awayStates.test(code) ? 'away' : 'value' };
}

const words = new Map([
  ['22001', 'a value is too long for its column'],
  ['22003', 'a number is out of the range of its column'],
  ['22007', 'a value is no time'],
  ['22008', 'a time is out of range'],
  ['22P02', 'a value does not fit the type of its column'],
  ['22P05', 'a character cannot be stored in the encoding of the database'],
  ['23502', 'a column that must not be empty is'],
  ['23505', 'another row has the value of a unique column'],
  ['23514', 'a check of the table refuses a value'],
  ['23503', 'a reference leads to no row'],
  ['21000', 'two users have the same id in the column'],
  ['40001', 'another transaction changed the same rows'],
  ['40P01', 'another transaction waited for the same rows'],
  ['54000', 'a value is too large for an index'],
  ['54001', 'a value is nested too deep'],
  ['55P03', 'another transaction locks it'],
  ['57014', 'it took too long'],
  ['P0001', 'a trigger of the table refuses it'],
  ['28P01', 'the password is refused'],
  ['28000', 'the user is refused'],
  ['3D000', 'there is no such database'],
  ['42501', 'a right is missing'],
  ['42P01', 'there is no such table'],
  ['42703', 'a column is missing'],
  ['42P10', 'the column of the user id has no unique index'],
]);

const wordsOfCode = (code: string) => words.get(code) ?? (isSqlState(code) ? `PostgreSQL refused it (${code})` : null);

/** What went wrong, in words that hold no value: "another row has the value of a unique column (users_email_key)". */
export function postgresWords(trouble: DatabaseTrouble): string {
  return wordsOf(trouble, wordsOfCode);
}
