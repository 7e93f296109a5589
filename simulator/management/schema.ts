import { isObject } from '../ground/json.ts';

interface Described {
  /** Auth0 quotes the field's description in its messages. */
  about?: string;
}

export type Schema = Described &
  (
    | { kind: 'text'; min?: number; max?: number; pattern?: RegExp; choices?: readonly string[]; nullable?: boolean }
    | { kind: 'number'; integer?: boolean; min?: number }
    | { kind: 'flag' }
    | { kind: 'anything' }
    | { kind: 'list'; of: Schema; min?: number }
    | {
        kind: 'object';
        fields: Record<string, Schema>;
        required?: readonly string[];
        open?: boolean;
        nullable?: boolean;
      }
  );

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const expected = (name: string, value: unknown) => `Expected type ${name} but found type ${typeName(value)}`;

function textProblem(schema: Schema & { kind: 'text' }, value: unknown): string | undefined {
  if (typeof value !== 'string') return expected('string', value);
  const { min = 0, max = Infinity, pattern, choices } = schema;
  if (value.length < min) return `String is too short (${value.length} chars), minimum ${min}`;
  if (value.length > max) return `String is too long (${value.length} chars), maximum ${max}`;
  if (pattern && !pattern.test(value)) return `String does not match pattern ${pattern.source}: ${value}`;
  if (choices && !choices.includes(value)) return `No enum match for: ${value}`;
  return undefined;
}

function numberProblem(schema: Schema & { kind: 'number' }, value: unknown): string | undefined {
  const { integer = false, min = -Infinity } = schema;
  if (typeof value !== 'number' || (integer && !Number.isInteger(value))) {
    return expected(integer ? 'integer' : 'number', value);
  }
  return value < min ? `Value ${value} is less than minimum ${min}` : undefined;
}

/** A problem in Auth0's words, with the property it is on; the path is empty at the top. */
interface Problem {
  text: string;
  path: string[];
  about?: string | undefined;
}

function objectProblem(schema: Schema & { kind: 'object' }, value: unknown, path: string[]): Problem | undefined {
  if (!isObject(value)) return { text: expected('object', value), path, about: schema.about };
  const missing = schema.required?.find((key) => value[key] === undefined);
  if (missing !== undefined) return { text: `Missing required property: ${missing}`, path };
  for (const [key, entry] of Object.entries(value)) {
    const field = schema.fields[key];
    if (!field && !schema.open) return { text: `Additional properties not allowed: ${key}`, path };
    const problem = field && problemOf(field, entry, [...path, key]);
    if (problem) return problem;
  }
  return undefined;
}

function listProblem(schema: Schema & { kind: 'list' }, value: unknown, path: string[]): Problem | undefined {
  const { about, min = 0 } = schema;
  if (!Array.isArray(value)) return { text: expected('array', value), path, about };
  if (value.length < min) return { text: `Array is too short (${value.length}), minimum ${min}`, path, about };
  for (const [index, entry] of value.entries()) {
    const problem = problemOf(schema.of, entry, [...path, String(index)]);
    if (problem) return problem;
  }
  return undefined;
}

function problemOf(schema: Schema, value: unknown, path: string[]): Problem | undefined {
  const wrap = (text: string | undefined) => (text === undefined ? undefined : { text, path, about: schema.about });
  if ('nullable' in schema && schema.nullable && value === null) return undefined;
  switch (schema.kind) {
    case 'object':
      return objectProblem(schema, value, path);
    case 'list':
      return listProblem(schema, value, path);
    case 'text':
      return wrap(textProblem(schema, value));
    case 'flag':
      return wrap(typeof value === 'boolean' ? undefined : expected('boolean', value));
    case 'number':
      return wrap(numberProblem(schema, value));
    case 'anything':
      return undefined;
  }
}

/** What is wrong with a value, worded as Auth0's validator words it; `undefined` when it fits. */
export function schemaProblem(schema: Schema, value: unknown): string | undefined {
  const problem = problemOf(schema, value, []);
  if (!problem) return undefined;
  const { text, path, about } = problem;
  const where = path.length > 0 ? ` on property ${path.join('.')}${about ? ` (${about})` : ''}` : '';
  return `'${text}'${where}`;
}
