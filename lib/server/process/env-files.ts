import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// next.config.js imports this file without a bundler, so it must not import any of ours.

/** A setting as a file spells it, and where. */
export interface FileSetting {
  value: string;
  /** Such as ".env line 3". */
  place: string;
}

/** A line that is refused; `name` is null where it names no setting. */
export interface FileProblem {
  name: string | null;
  text: string;
}

/** What the `.env` files say. A name is in `settings` or in `problems`, never in both. */
export interface EnvFiles {
  settings: ReadonlyMap<string, FileSetting>;
  problems: readonly FileProblem[];
}

type Environment = Record<string, string | undefined>;

type Reading = { ok: true; value: string } | { ok: false; why: string };

const assignment = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/;

const read = (value: string): Reading => ({ ok: true, value });
const refused = (why: string): Reading => ({ ok: false, why });

const inSingleQuotes = 'Put the value in single quotes to have it taken as written.';

/** What other readers of such a file replace: `$NAME`, `${NAME}`, `$1`, `$(command)`, and `\$` that prevents it. */
const replaced = /\$[\w{(]|\\\$/;

/** A quoted value: the text between the quotes as written. Only a comment may follow it. */
function quotedValue(text: string, quote: string): Reading {
  const end = text.indexOf(quote, 1);
  if (end === -1) return refused('has no closing quote on its line.');
  const inner = text.slice(1, end);
  const rest = text.slice(end + 1);
  if (!/^\s*$|^\s+#/.test(rest)) return refused('goes on after its closing quote.');
  if (quote === '"' && replaced.test(inner)) return refused(`holds a $ that is not replaced here. ${inSingleQuotes}`);
  if (quote === '"' && inner.includes('\\'))
    return refused(`holds a backslash, which readers understand differently. ${inSingleQuotes}`);
  return read(inner);
}

/** The value of one line: literal, or refused where readers of such files would not agree on it. */
function lineValue(raw: string): Reading {
  const text = raw.trim();
  const [first = ''] = text;
  if (first === "'" || first === '"') return quotedValue(text, first);
  if (first === '`') return refused(`begins with a backtick. ${inSingleQuotes}`);
  // White space before # begins a comment, as every reader has it; any other # is part of the value or is none.
  const value = raw.replace(/\s#.*$/, '').trim();
  if (value.includes('#')) return refused(`holds a #, where many readers end the value. ${inSingleQuotes}`);
  if (replaced.test(value)) return refused(`holds a $ that is not replaced here. ${inSingleQuotes}`);
  return read(value);
}

/** Why the value of a line cannot stand beside an earlier one of the same name, or null. */
function conflictOf(value: string, before: FileSetting | undefined): string | null {
  if (before === undefined || before.value === '' || value === '' || before.value === value) return null;
  return `has another value than at ${before.place}. Remove one of the two lines.`;
}

/** Reads the text of one file. Two different values of one name are refused; an empty one counts only where it is alone. */
function readEnvText(text: string, file: string): EnvFiles {
  const settings = new Map<string, FileSetting>();
  const problems: FileProblem[] = [];
  const readLine = (line: string, place: string) => {
    const [, name, raw] = assignment.exec(line) ?? [];
    if (name === undefined || raw === undefined) {
      problems.push({ name: null, text: `${place} is neither NAME=value nor a comment.` });
      return;
    }
    const reading = lineValue(raw);
    const before = settings.get(name);
    const fault = reading.ok ? conflictOf(reading.value, before) : reading.why;
    if (fault !== null) problems.push({ name, text: `${name} (${place}) ${fault}` });
    else if (reading.ok && (before === undefined || reading.value !== ''))
      settings.set(name, { value: reading.value, place });
  };
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (!/^\s*(#|$)/.test(line)) readLine(line.trim(), `${file} line ${String(index + 1)}`);
  }
  for (const { name } of problems) if (name !== null) settings.delete(name);
  return { settings, problems };
}

/** File names in the order of Next.js: the first file that sets a name wins. */
const fileNames = (mode: string) =>
  [`.env.${mode}.local`, mode === 'test' ? null : '.env.local', `.env.${mode}`, '.env'].filter((name) => name !== null);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR') return null;
    throw error;
  }
}

function readEnvFile(folder: string, file: string): EnvFiles {
  try {
    return readEnvText(textOf(join(folder, file)) ?? '', file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { settings: new Map(), problems: [{ name: null, text: `${file} cannot be read: ${why}` }] };
  }
}

/**
 * Reads the `.env` files of a folder literally. Nothing is replaced, and a line on whose meaning readers of such files differ
 * is refused: a secret that is silently cut short is accepted from everybody who guesses the rest. `mode` is NODE_ENV.
 */
export function readEnvFiles(folder: string, mode: string): EnvFiles {
  const settings = new Map<string, FileSetting>();
  const problems: FileProblem[] = [];
  const taken = new Set<string>();
  for (const file of fileNames(mode)) {
    const here = readEnvFile(folder, file);
    for (const [name, setting] of here.settings) if (!taken.has(name)) settings.set(name, setting);
    const faults = here.problems.filter(({ name }) => name === null || !taken.has(name));
    problems.push(...faults);
    for (const name of [...here.settings.keys(), ...faults.map((fault) => fault.name)])
      if (name !== null) taken.add(name);
  }
  return { settings, problems };
}

/** Puts what the files say into `target`; what the real environment says wins, an empty value included. */
export function applyEnvFiles({ settings, problems }: EnvFiles, real: Environment, target: Environment): void {
  for (const [name, { value }] of settings) target[name] = real[name] ?? value;
  for (const { name } of problems) {
    if (name === null) continue;
    if (real[name] === undefined) Reflect.deleteProperty(target, name);
    else target[name] = real[name];
  }
}
