import { type JsonObject } from '@/lib/json';
import { type Change } from '@/lib/users/change';

// The boundary to JSON columns: what they hold was written by this program in exactly these shapes.

/** Reads a JSON array of strings from a column. */
export function parseTexts(column: string): string[] {
  return JSON.parse(column) as string[];
}

/** Reads the `changes` column of an event. */
export function parseChanges(column: string): Change[] {
  return JSON.parse(column) as Change[];
}

/** Reads the `headers` column of a receipt. */
export function parseHeaders(column: string): Record<string, string> {
  return JSON.parse(column) as Record<string, string>;
}

/** Reads the `profile` column of a user. */
export function parseProfile(column: string): JsonObject {
  return JSON.parse(column) as JsonObject;
}
