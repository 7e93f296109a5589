import { isJsonNumber, toJsonNumber, toSafeInteger } from '../../json/json-number';
import { isNumber, type JsonValue } from '../../json/json';
import { parseTime } from '../../time';
import { type Transform } from './record-config';

/** A value on its way to the other side. Undefined: there is none. */
export type Value = JsonValue | undefined;

/** Null and the empty text say as little as nothing. */
export function isAbsent(value: Value): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

/** Text as it is, numbers with all their digits, `true` and `false`. Undefined for lists, objects and what is absent. */
export function scalarText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || isNumber(value) ? String(value) : undefined;
}

/** Any value as JSON; undefined for what is nested too deep to be written. */
export function jsonText(value: Value): string | undefined {
  try {
    return value === undefined ? undefined : JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const asNumber = /^([+-]?)0*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

function numberOf(value: Value): Value {
  if (typeof value === 'number' || isJsonNumber(value)) return value;
  const match = typeof value === 'string' ? asNumber.exec(value.trim()) : null;
  return match === null ? undefined : toJsonNumber(`${match[1] === '-' ? '-' : ''}${match[2] ?? ''}`);
}

/** The years that have four digits: what ISO 8601 writes without a sign. */
const firstMs = Date.parse('0000-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

function instantOf(value: Value): number | null {
  if (isNumber(value)) return toSafeInteger(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return parseTime(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}

function dateOf(value: Value, as: 'day' | 'ms' | 'iso'): Value {
  const ms = instantOf(value);
  if (ms === null || ms < firstMs || ms > lastMs) return undefined;
  if (as === 'ms') return ms;
  const iso = new Date(ms).toISOString();
  return as === 'iso' ? iso : iso.slice(0, 10);
}

function yesOrNo(value: Value, yes: string, no: string): Value {
  const text = scalarText(value);
  return text === 'true' ? yes : text === 'false' ? no : undefined;
}

function joined(value: Value, separator: string): Value {
  if (!Array.isArray(value)) return undefined;
  return value
    .filter((item) => !isAbsent(item))
    .map(scalarText)
    .filter((text) => text !== undefined)
    .join(separator);
}

/** The first `characters` code points. */
function cut(text: string, characters: number): string {
  // Twice as many units hold them in any case; what is beyond need not be split.
  const enough = text.slice(0, characters * 2);
  return Array.from(enough).slice(0, characters).join('').toWellFormed();
}

function looked(text: string, table: Readonly<Record<string, string>>, otherwise: string | null): Value {
  return (Object.hasOwn(table, text) ? table[text] : otherwise) ?? undefined;
}

function ofText(text: string, transform: Transform): Value {
  switch (transform.kind) {
    case 'trim':
      return text.trim();
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'digits':
      return text.replaceAll(/[^0-9]/g, '');
    case 'cut':
      return cut(text, transform.characters);
    case 'prefix':
      return transform.text + text;
    case 'map':
      return looked(text, transform.table, transform.otherwise);
    default:
      return undefined;
  }
}

function applied(value: Exclude<JsonValue, null>, transform: Transform): Value {
  switch (transform.kind) {
    case 'default':
      return value;
    case 'first':
      return Array.isArray(value) ? value[0] : undefined;
    case 'number':
      return numberOf(value);
    case 'json':
      return jsonText(value);
    case 'join':
      return joined(value, transform.separator);
    case 'date':
      return dateOf(value, transform.as);
    case 'yes_no':
      return yesOrNo(value, transform.yes, transform.no);
    default: {
      const text = scalarText(value);
      return text === undefined ? undefined : ofText(text, transform);
    }
  }
}

/**
 * One step from a value to what is sent. Total: a value that it cannot take is absent afterwards (undefined), and so are
 * null and the empty text. Only `default` takes what is absent.
 *
 * `trim`, `lower`, `upper`, `digits` (0 to 9), `cut` (code points), `prefix` and `map` take text, numbers and yes or no;
 * `first` and `join` a list; `number` a number or one as text, no digit lost; `date` an RFC 3339 time, a day, or epoch
 * milliseconds, of the years 0 to 9999 in UTC; `yes_no` true and false, also as text; `json` anything.
 */
export function applyTransform(value: Value, transform: Transform): Value {
  if (isAbsent(value)) return transform.kind === 'default' && transform.value !== '' ? transform.value : undefined;
  const result = applied(value, transform);
  return isAbsent(result) ? undefined : result;
}
