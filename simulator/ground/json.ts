export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `undefined` when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const objectOr = (value: unknown, fallback: JsonObject = {}): JsonObject => (isObject(value) ? value : fallback);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
export const flagOf = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
export const listOf = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined);
export const textsOf = (value: unknown): string[] | undefined =>
  listOf(value)?.filter((entry): entry is string => typeof entry === 'string');

/** Keys in alphabetical order at every depth, as Auth0 keeps its stored copies. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}

export function without(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
