import { type JsonObject } from '@/lib/json/json';
import { parseJson } from '@/lib/json/parse-json';
import { type Change } from '@/lib/events/change';

// The boundary to JSON columns: what they hold was written by this program in exactly these shapes.

/** Reads a JSON array of strings from a column. */
export function parseTexts(column: string): string[] {
  return JSON.parse(column) as string[];
}

/** Reads the `changes` column of an event, with all digits of its numbers. */
export function parseChanges(column: string): Change[] {
  return parseJson(column) as unknown as Change[];
}

/** Reads the `headers` column of a receipt. */
export function parseHeaders(column: string): Record<string, string> {
  return JSON.parse(column) as Record<string, string>;
}

/** Reads the `profile` column of a user, with all digits of its numbers. */
export function parseProfile(column: string): JsonObject {
  return parseJson(column) as JsonObject;
}
