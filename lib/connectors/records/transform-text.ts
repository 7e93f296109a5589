import { transform as transformSchema, type Transform } from './record-config';

/** Between two transforms, two texts, and a text and what it becomes. Texts that hold one stand in quotation marks. */
const stepMark = '|';
const listMark = ',';
const pairMark = '=';

/** What stands in a map for every other value. */
const otherMark = '*';

const plainTransforms = ['trim', 'lower', 'upper', 'first', 'number', 'json', 'digits'] as const;
const dateForms = ['day', 'ms', 'iso'] as const;

/** Text that reads the same without quotation marks: visible at both ends, on one line, without a mark. */
const bare = /^[^\s|,="\p{Cc}\p{Cs}](?:[^|,="\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*[^\s|,="\p{Cc}\p{Cs}])?$/u;

const written = (text: string) => (bare.test(text) && text !== otherMark ? text : JSON.stringify(text));

/** The transform `map` in words. A text that is named twice is written so: reading it says what is wrong. */
export function mapText(table: readonly (readonly [string, string])[], otherwise: string | null): string {
  const pairs = table.map(([from, to]) => `${written(from)}${pairMark}${written(to)}`);
  if (otherwise !== null) pairs.push(`${otherMark}${pairMark}${written(otherwise)}`);
  return `map ${pairs.join(`${listMark} `)}`.trim();
}

function transformText(step: Transform): string {
  switch (step.kind) {
    case 'join':
      return `join ${written(step.separator)}`;
    case 'date':
      return `date ${step.as}`;
    case 'yes_no':
      return `yes_no ${written(step.yes)}${listMark} ${written(step.no)}`;
    case 'map':
      return mapText(Object.entries(step.table), step.otherwise);
    case 'cut':
      return `cut ${step.characters}`;
    case 'prefix':
      return `prefix ${written(step.text)}`;
    case 'default':
      return `default ${written(step.value)}`;
    default:
      return step.kind;
  }
}

/** The transforms of a row on one line: `lower | cut 40 | map a=b, c=d, *=other`. */
export function transformsText(transforms: readonly Transform[]): string {
  return transforms.map(transformText).join(` ${stepMark} `);
}

/** A mark, or a text; `isQuoted` ones are never a name or a mark. */
interface Token {
  text: string;
  isMark: boolean;
  isQuoted: boolean;
}

/** What a person wrote cannot be read; the message says what is missing. */
class Unreadable extends Error {}

const tokenShape = /"(?:[^"\\]|\\.)*"|[|,=]|[^|,="]+|"/gsu;

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(tokenShape), ([token]) => {
    if (token === '"') throw new Unreadable('A quotation mark is not closed.');
    if (token.startsWith('"')) return { text: unquoted(token), isMark: false, isQuoted: true };
    return { text: token.trim(), isMark: /^[|,=]$/.test(token), isQuoted: false };
  }).filter(({ text: part, isQuoted }) => isQuoted || part !== '');
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    throw new Unreadable(`${token} is not text as JSON writes it.`);
  }
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.isMark && token.text === mark) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The one text of an argument. */
function textOf(tokens: readonly Token[], needs: string): string {
  const [only, ...others] = tokens;
  if (only === undefined) throw new Unreadable(needs);
  if (others.length > 0 || only.isMark) {
    throw new Unreadable(`${needs.slice(0, -1)}, in quotation marks where it holds | , = or blanks at its ends.`);
  }
  return only.text;
}

function mapOf(tokens: readonly Token[]): Transform {
  const needs = 'Transform map needs pairs such as a=b, c=d.';
  const table = new Map<string, string>();
  let otherwise: string | null = null;
  if (tokens.length === 0) return { kind: 'map', table: {}, otherwise };
  for (const pair of splitAt(tokens, listMark)) {
    const [from, to, ...more] = splitAt(pair, pairMark);
    if (from === undefined || to === undefined || more.length > 0) throw new Unreadable(needs);
    const key = textOf(from, needs);
    const value = textOf(to, needs);
    const isOther = key === otherMark && from[0]?.isQuoted === false;
    if (isOther ? otherwise !== null : table.has(key)) throw new Unreadable(`Transform map names ${key} twice.`);
    if (isOther) otherwise = value;
    else table.set(key, value);
  }
  return { kind: 'map', table: Object.fromEntries(table), otherwise };
}

function yesNoOf(tokens: readonly Token[]): Transform {
  const needs = 'Transform yes_no needs two texts such as Yes, No.';
  const [yes, no, ...more] = splitAt(tokens, listMark);
  if (yes === undefined || no === undefined || more.length > 0) throw new Unreadable(needs);
  return { kind: 'yes_no', yes: textOf(yes, needs), no: textOf(no, needs) };
}

function cutOf(tokens: readonly Token[]): Transform {
  const needs = 'Transform cut needs a number of characters, from 1 to 65536.';
  const text = textOf(tokens, needs);
  const characters = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (characters < 1 || characters > 65_536) throw new Unreadable(needs);
  return { kind: 'cut', characters };
}

function dateOf(tokens: readonly Token[]): Transform {
  const needs = 'Transform date needs day, ms or iso.';
  const text = textOf(tokens, needs);
  const as = dateForms.find((form) => form === text);
  if (as === undefined) throw new Unreadable(needs);
  return { kind: 'date', as };
}

const readers = new Map<string, (tokens: readonly Token[]) => Transform>([
  ['map', mapOf],
  ['yes_no', yesNoOf],
  ['cut', cutOf],
  ['date', dateOf],
  ['join', (tokens) => ({ kind: 'join', separator: textOf(tokens, 'Transform join needs a separator.') })],
  ['prefix', (tokens) => ({ kind: 'prefix', text: textOf(tokens, 'Transform prefix needs a text.') })],
  ['default', (tokens) => ({ kind: 'default', value: textOf(tokens, 'Transform default needs a text.') })],
]);

export const transformNames: readonly string[] = [...plainTransforms, ...readers.keys()];

function stepOf(tokens: readonly Token[]): Transform {
  const [first, ...others] = tokens;
  if (first === undefined) throw new Unreadable('A transform is missing beside |.');
  const [name = '', ...words] = first.isQuoted || first.isMark ? [] : first.text.split(/(?<=^\S+)\s+/u);
  const rest = words.length === 0 ? others : [{ ...first, text: words.join(' ') }, ...others];
  const plain = plainTransforms.find((kind) => kind === name);
  if (plain !== undefined) {
    if (rest.length > 0) throw new Unreadable(`Transform ${plain} takes nothing behind its name.`);
    return { kind: plain };
  }
  const read = readers.get(name);
  if (read === undefined) {
    throw new Unreadable(`${name === '' ? 'A text' : name} is no transform. There are ${transformNames.join(', ')}.`);
  }
  return read(rest);
}

const mostTransforms = 10;

function checked(step: Transform): Transform {
  if (!transformSchema.safeParse(step).success) throw new Unreadable(`A text of transform ${step.kind} is too long.`);
  return step;
}

/** Reads what `transformsText` writes, or says what is wrong with it. No text is no transform. */
export function parseTransforms(text: string): { transforms: Transform[] } | { error: string } {
  try {
    const tokens = tokensOf(text);
    const transforms = tokens.length === 0 ? [] : splitAt(tokens, stepMark).map((step) => checked(stepOf(step)));
    if (transforms.length > mostTransforms) throw new Unreadable(`A row has at most ${mostTransforms} transforms.`);
    return { transforms };
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    throw error;
  }
}
