import { isJsonNumber } from '../../json/json-number';
import { isJsonObject, type JsonValue } from '../../json/json';

/** PostgreSQL keeps no NUL in text, and no database keeps half of a surrogate pair. */
function cleanText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function cleanValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleanText(name), cleanValue(member)]));
}

const jsonTypes = ['json', 'jsonb'];

/**
 * A value as a database reads it into a column of `type`: text as it is, numbers with all their digits, objects and arrays
 * as JSON, and in a column of JSON everything. Null for what is absent. What a column cannot hold is marked by U+FFFD.
 * Throws `RangeError` for what is nested too deep to be written.
 */
export function columnText(value: JsonValue | undefined, type = 'text'): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return jsonTypes.includes(type) ? JSON.stringify(cleanText(value)) : cleanText(value);
  if (typeof value === 'boolean' || typeof value === 'number' || isJsonNumber(value)) return JSON.stringify(value);
  return JSON.stringify(cleanValue(value));
}
