import { number, ratioText, spreadText, table } from './format.ts';
import { type Spread } from '../statistics.ts';

/** Something the product promises of its speed, beside what was measured. */
export interface Requirement {
  text: string;
  /** Null when it could not be measured on this machine. */
  measured: Spread | null;
  /** What the median must be. */
  limit: { atLeast: number } | { below: number };
  /** "ratio", or the unit of the figure. */
  unit: 'ratio' | ' s' | ' ms' | '';
  /** Wished for rather than demanded. */
  isStretch?: boolean;
}

function isMet({ measured, limit }: Requirement): boolean {
  if (measured === null) return false;
  return 'atLeast' in limit ? measured.median >= limit.atLeast : measured.median < limit.below;
}

function verdict(requirement: Requirement): string {
  if (requirement.measured === null) return 'not measured';
  if (isMet(requirement)) return 'met';
  return requirement.isStretch === true ? 'not yet' : 'MISSED';
}

function limitText({ limit, unit }: Requirement): string {
  const suffix = unit === 'ratio' ? ' ×' : unit;
  return 'atLeast' in limit ? `≥ ${number(limit.atLeast)}${suffix}` : `< ${number(limit.below)}${suffix}`;
}

function measuredText({ measured, unit }: Requirement): string {
  if (measured === null) return '–';
  return unit === 'ratio' ? ratioText(measured) : spreadText(measured, unit);
}

export function requirementTable(requirements: readonly Requirement[]): string {
  return table(
    ['requirement', 'limit', 'measured', 'result'],
    requirements.map((requirement) => [
      requirement.isStretch === true ? `${requirement.text} (stretch)` : requirement.text,
      limitText(requirement),
      measuredText(requirement),
      verdict(requirement),
    ]),
  );
}
