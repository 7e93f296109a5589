import { type Spread } from '../statistics.ts';

const digits = (value: number, fractionDigits: number) =>
  value.toLocaleString('en-US', { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits });

/** A number with as many decimals as its size deserves. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return digits(value, 0);
  return digits(value, Math.abs(value) >= 10 ? 1 : 2);
}

/** A number of things. */
export const count = (value: number): string => digits(value, 0);

/** "median (min–max)"; the median alone when there was one round. */
export function spreadText({ median, min, max }: Spread, unit = ''): string {
  const text = `${number(median)}${unit}`;
  return min === max ? text : `${text} (${number(min)}–${number(max)})`;
}

/** The same for ratios, which always have two decimals. */
export function ratioText({ median, min, max }: Spread): string {
  if (Number.isNaN(median)) return '–';
  const text = `${digits(median, 2)} ×`;
  return min === max ? text : `${text} (${digits(min, 2)}–${digits(max, 2)})`;
}

/** A Markdown table, aligned so that it can be read in a terminal as well. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

// Names to the left, figures to the right.
const pad = (text: string, width: number, column: number) => (column === 0 ? text.padEnd(width) : text.padStart(width));
