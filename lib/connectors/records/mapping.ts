import { plainText } from '../../text/plain-text';
import { type CarriedUser, valueOf } from '../mirror-source';
import { type RecordValues } from './record';
import { type MappingRow } from './record-config';
import { applyTransform, isAbsent, jsonText, scalarText, type Value } from './transforms';

/** A constant begins with it. */
const constantMark = '=';

const templatePart = /\{([^{}]+)\}/g;

type SourceShape =
  | { kind: 'constant'; text: string }
  | { kind: 'path'; path: string }
  /** `before` stands before the value of `path`. */
  | { kind: 'template'; parts: { before: string; path: string }[]; end: string };

/** What a source is: `=text`, a template with paths in braces, or a path. */
export function sourceShape(source: string): SourceShape {
  if (source.startsWith(constantMark)) return { kind: 'constant', text: source.slice(constantMark.length) };
  let end = 0;
  const parts = Array.from(source.matchAll(templatePart), (match) => {
    const before = source.slice(end, match.index);
    end = match.index + match[0].length;
    return { before, path: (match[1] ?? '').trim() };
  });
  return parts.length === 0 ? { kind: 'path', path: source } : { kind: 'template', parts, end: source.slice(end) };
}

/** Text as it is, numbers and yes or no as text, lists and objects as JSON. Null for what is absent. */
function valueText(value: Value): string | null {
  if (isAbsent(value)) return null;
  return scalarText(value) ?? jsonText(value) ?? null;
}

/** What stands between two parts falls out with either; what stands at the ends stays. No part: nothing. */
function filled({ parts, end }: Extract<SourceShape, { kind: 'template' }>, user: CarriedUser): Value {
  const present = parts
    .map(({ before, path }) => ({ before, text: valueText(valueOf(path, user))?.trim() ?? '' }))
    .filter(({ text }) => text !== '');
  if (present.length === 0) return undefined;
  const inner = present.map(({ before, text }, index) => (index === 0 ? text : before + text)).join('');
  return `${parts[0]?.before ?? ''}${inner}${end}`.replaceAll(/ {2,}/g, ' ').trim();
}

/** The value of a source for a user; undefined where there is none. */
export function sourceValue(source: string, user: CarriedUser): Value {
  const shape = sourceShape(source);
  if (shape.kind === 'constant') return shape.text;
  return shape.kind === 'path' ? valueOf(shape.path, user) : filled(shape, user);
}

/** The paths and derived values that a source reads: of a constant none, of a template several. */
export function sourcesOf({ source }: Pick<MappingRow, 'source'>): string[] {
  const shape = sourceShape(source);
  if (shape.kind === 'constant') return [];
  return shape.kind === 'path' ? [shape.path] : shape.parts.map(({ path }) => path);
}

type ValueRow = Pick<MappingRow, 'source' | 'transforms'>;

/**
 * What a row says of a user, as the other side takes it: text. Null where there is nothing, or a transform cannot take what
 * there is. NUL and halves of surrogate pairs are marked by U+FFFD.
 */
export function mappedValue({ source, transforms }: ValueRow, user: CarriedUser): string | null {
  const text = valueText(transforms.reduce(applyTransform, sourceValue(source, user)));
  return text === null ? null : plainText(text);
}

/** Every target with what the mapping says of a user; null where there is nothing. */
export function mappedValues(mapping: readonly MappingRow[], user: CarriedUser): Record<string, string | null> {
  // Targets are any text: `fromEntries` makes even `__proto__` a member like others.
  return Object.fromEntries(mapping.map((row) => [row.target, mappedValue(row, user)]));
}

/**
 * Why a write leaves a target out: there is no value, and never was; it was sent once, is gone, and stays; it is for new
 * records only; the record has something there already; the other side has it.
 */
export type LeftReason = 'absent' | 'left' | 'only_new' | 'not_empty' | 'unchanged';

export interface WriteFacts {
  mapping: readonly MappingRow[];
  user: CarriedUser;
  /** The last values that the other side is known to have accepted. */
  sent: RecordValues;
  /** The record is to be made by this write. */
  isNew: boolean;
  /** What was sent last may or may not have arrived: everything is sent again. */
  isFull: boolean;
  /** What stands in the record now; null where it was not read. */
  current: RecordValues | null;
}

type Decision = { value: string } | { reason: LeftReason };

function absentValue({ when, cleared, target }: MappingRow, { sent, isNew, isFull }: WriteFacts): Decision {
  if (isNew || !Object.hasOwn(sent, target)) return { reason: 'absent' };
  if (cleared === 'leave' || when !== 'always') return { reason: 'left' };
  return sent[target] === '' && !isFull ? { reason: 'unchanged' } : { value: '' };
}

function isTaken({ target }: MappingRow, { sent, current }: WriteFacts): boolean {
  if (Object.hasOwn(sent, target) || current === null) return true;
  return Object.hasOwn(current, target) && current[target] !== '';
}

function decide(row: MappingRow, facts: WriteFacts): Decision {
  const { user, sent, isNew, isFull } = facts;
  if (row.when === 'create' && !isNew) return { reason: 'only_new' };
  const value = mappedValue(row, user);
  if (value === null) return absentValue(row, facts);
  if (isNew) return { value };
  if (row.when === 'if_empty') return isTaken(row, facts) ? { reason: 'not_empty' } : { value };
  const isSame = Object.hasOwn(sent, row.target) && sent[row.target] === value;
  return isSame && !isFull ? { reason: 'unchanged' } : { value };
}

/** What a write sends, an empty text to clear, and why it leaves the other targets out. */
export function writableValues(facts: WriteFacts): {
  values: Record<string, string>;
  left: { target: string; reason: LeftReason }[];
} {
  const values: [string, string][] = [];
  const left: { target: string; reason: LeftReason }[] = [];
  for (const row of facts.mapping) {
    const decision = decide(row, facts);
    if ('value' in decision) values.push([row.target, decision.value]);
    else left.push({ target: row.target, reason: decision.reason });
  }
  return { values: Object.fromEntries(values), left };
}
