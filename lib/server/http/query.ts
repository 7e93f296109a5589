import { z } from 'zod';
import { Problem } from './problem';

/**
 * Reads a query string with a zod schema whose fields are strings (repeat or comma-separate lists). Unknown parameters are
 * ignored; a bad value is a 400 that names the field.
 */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: URLSearchParams): z.output<Schema> {
  const input: Record<string, string> = {};
  for (const name of query.keys()) input[name] = query.getAll(name).join(',');
  return parseWith(schema, input, 'query');
}

/** Reads a JSON body of at most 64 kB; bad input is a 400 that names the field. */
export async function parseJsonBody<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<z.output<Schema>> {
  const text = await request.text();
  if (text.length > 65_536) throw new Problem(413, 'Body too large', 'Send at most 64 kB.');
  let input: unknown;
  try {
    input = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Problem(400, 'Body is not JSON', 'Send a JSON object.');
  }
  return parseWith(schema, input, 'body');
}

/** Reads `input` with a schema; bad input is a 400 that names the field. `place`: where it came from, for the words. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, input: unknown, place: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new Problem(400, 'Bad value', `${place} field "${field}": ${issue?.message ?? 'not understood'}`, { field });
}

/** A non-negative integer in a query string. */
export const integerParam = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);
