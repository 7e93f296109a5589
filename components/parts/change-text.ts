import { diffChars } from 'diff';

import { type JsonValue } from '@/lib/json/json';
import { type Change } from '@/lib/events/change';

export type ChangeKind = 'changed' | 'added' | 'removed';

/** A missing `before` is an addition, a missing `after` a removal; null is a value. */
export function changeKind(change: Change): ChangeKind {
  if (change.before === undefined) return 'added';
  return change.after === undefined ? 'removed' : 'changed';
}

/** A field's value as JSON on one line. */
export function valueText(value: JsonValue | undefined): string {
  return value === undefined ? '' : JSON.stringify(value);
}

/** As `valueText`, but a string without its quotes, where it has a line to itself. */
export function bareText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : valueText(value);
}

const LINE_LETTERS = 28;

/** Whether old and new fit on one line with "to" between. */
export function isShort(before: string, after: string): boolean {
  return before.length + after.length <= LINE_LETTERS;
}

export interface DiffPart {
  text: string;
  differs: boolean;
}

// Comparing letters costs the product of both lengths; beyond this the whole value counts as different.
const COMPARED_LETTERS = 400;
const MARKED_LETTERS = 10;

/**
 * Old and new in parts, the differing ones marked. Nothing is marked in short values or when hardly a
 * letter is shared: tinting "free" to "team" letter by letter would be noise.
 */
export function diffParts(before: string, after: string): { old: DiffPart[]; next: DiffPart[] } {
  const whole = { old: [{ text: before, differs: false }], next: [{ text: after, differs: false }] };
  const longest = Math.max(before.length, after.length);
  if (longest > COMPARED_LETTERS || longest < MARKED_LETTERS) return whole;
  const parts = diffChars(before, after);
  const shared = parts.filter((part) => !part.added && !part.removed).reduce((sum, part) => sum + part.value.length, 0);
  if (shared * 2 < longest) return whole;
  return {
    old: parts.filter((part) => !part.added).map((part) => ({ text: part.value, differs: part.removed })),
    next: parts.filter((part) => !part.removed).map((part) => ({ text: part.value, differs: part.added })),
  };
}
