import { isJsonNumber } from '../../json/json-number';
import { type JsonValue } from '../../json/json';
import { columnText } from './column-text';

/** A value that MySQL would round, or read as something else, without a word. */
export class UnfitValueError extends Error {
  readonly code: 'UNFIT_NUMBER' | 'UNFIT_TIME';

  constructor(code: UnfitValueError['code']) {
    super('The value does not fit its column');
    this.code = code;
  }
}

const wholeTypes = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'bit', 'year'];
const numberTypes = [...wholeTypes, 'decimal', 'float', 'double'];

/** Whether a literal of a number has a fraction: MySQL rounds one that is put into a column of whole numbers. */
function hasFraction(literal: string): boolean {
  if (/^[-+]?\d+(\.0*)?$/.test(literal)) return false;
  return !Number.isInteger(Number(literal)) || /\.\d*[1-9]/.test(literal.replace(/[eE].*/s, ''));
}

const instantShape = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[-+]\d\d:?\d\d)?$/i;

/** Whether the calendar has it: JavaScript takes the 31st of February for a day in March. */
function isDay(text: string): boolean {
  const atMs = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

/** The instant of a text that names a day and a time of day, in UTC where it has no zone. Digits below a millisecond are kept. */
function instantOf(text: string): { date: string; time: string } {
  const parts = instantShape.exec(text);
  const [, , fraction = '', zone] = parts ?? [];
  const atMs = parts === null || !isDay(text.slice(0, 10)) ? NaN : Date.parse(zone === undefined ? `${text}Z` : text);
  if (Number.isNaN(atMs)) throw new UnfitValueError('UNFIT_TIME');
  const [date = '', time = ''] = new Date(atMs).toISOString().slice(0, -1).split('T');
  return { date, time: `${time}${fraction.slice(4, 7)}` };
}

/** A time as MySQL takes it, in UTC: it knows no `Z`. */
function timeText(text: string, type: string): string {
  if (isDay(text) || (type === 'time' && !/^\d{4}-/.test(text))) return text;
  const { date, time } = instantOf(text);
  if (type === 'date') return date;
  return type === 'time' ? time : `${date} ${time}`;
}

const timeTypes = ['datetime', 'timestamp', 'date', 'time'];

/**
 * A value as MySQL and MariaDB read it into a column of `type` (as `information_schema` names types, and `json` in MariaDB
 * too): text as it is, numbers with all their digits, yes and no as 1 and 0 in columns of numbers, times in UTC, objects and
 * arrays as JSON, and in a column of JSON everything. Null for what is absent. What a column cannot hold is marked by U+FFFD.
 * Throws `UnfitValueError` for what would be changed silently, and `RangeError` for what is nested too deep to be written.
 */
export function mysqlText(value: JsonValue | undefined, type = 'text'): string | null {
  if (typeof value === 'boolean' && numberTypes.includes(type)) return value ? '1' : '0';
  const text = columnText(value, type);
  if (text === null) return null;
  const isNumber = typeof value === 'number' || isJsonNumber(value) || /^[-+]?\d+\.\d+$/.test(text);
  if (wholeTypes.includes(type) && isNumber && hasFraction(text)) throw new UnfitValueError('UNFIT_NUMBER');
  return timeTypes.includes(type) ? timeText(text, type) : text;
}
