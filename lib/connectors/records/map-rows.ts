import { type Transform } from './record-config';
import { mapText, parseTransforms, transformsText } from './transform-text';

/** The first `map` of a row's transforms as rows of a form. */
export interface MapRows {
  rows: readonly (readonly [from: string, to: string])[];
  /** What every other text becomes; null: it is not sent. */
  otherwise: string | null;
  /** The steps around it. */
  before: readonly Transform[];
  after: readonly Transform[];
}

/** Null where there is no `map`, or the text cannot be read. */
export function mapRowsOf(transforms: string): MapRows | null {
  const parsed = parseTransforms(transforms);
  if ('error' in parsed) return null;
  const steps = parsed.transforms;
  const at = steps.findIndex(({ kind }) => kind === 'map');
  const step = steps[at];
  if (step?.kind !== 'map') return null;
  const { table, otherwise } = step;
  return { rows: Object.entries(table), otherwise, before: steps.slice(0, at), after: steps.slice(at + 1) };
}

/** The transforms of a row as text again. A text that two rows map is in it twice, and reading it says so. */
export function mapRowsText({ rows, otherwise, before, after }: MapRows): string {
  const around = (steps: readonly Transform[]) => (steps.length === 0 ? [] : [transformsText(steps)]);
  return [...around(before), mapText(rows, otherwise), ...around(after)].join(' | ');
}

/** Adds a `map` at the end of what is written. */
export function withMap(transforms: string): string {
  const map = mapText([['', '']], null);
  return transforms.trim() === '' ? map : `${transforms.trim()} | ${map}`;
}
