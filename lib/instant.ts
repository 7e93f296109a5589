import { createParser } from 'nuqs/server';

/** Epoch milliseconds of an ISO 8601 time or of a whole number of milliseconds; null for anything else. */
export function instantOf(text: string): number | null {
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(ms) && ms >= 0 && ms <= 8.64e15 ? ms : null;
}

/** An instant in an address, written as ISO so that a person can read it. */
export const parseAsInstant = createParser<number>({
  parse: instantOf,
  serialize: (ms) => new Date(ms).toISOString(),
});
