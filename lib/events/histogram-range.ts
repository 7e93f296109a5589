import { type EventFilters, lastRanges } from './event-search';
import { dayMs, hourMs, minuteMs, secondMs } from '../spans';

/** Widths of a bar that read well on a time axis, in milliseconds. */
const steps = [
  secondMs,
  5 * secondMs,
  10 * secondMs,
  30 * secondMs,
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
  8 * hourMs,
  dayMs,
  2 * dayMs,
  7 * dayMs,
  30 * dayMs,
  365 * dayMs,
];

const mostBars = 96;

/** What a histogram covers. `live`: it ends now and moves with the clock. `assumed`: no range was asked for. */
export interface HistogramRange {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  live: boolean;
  assumed: boolean;
}

function stepFor(span: number): number {
  return steps.find((step) => span / step <= mostBars) ?? Math.ceil(span / mostBars);
}

/** Range and bar width for a list's filters: the range asked for, or the last 24 hours when none is. At most 97 bars. */
export function histogramRange(filters: Pick<EventFilters, 'last' | 'from' | 'to'>, nowMs: number): HistogramRange {
  const fixed = filters.last === null && filters.from !== null && filters.to !== null;
  const assumed = filters.last === null && filters.from === null && filters.to === null;
  const endMs = filters.last === null ? (filters.to ?? nowMs) : nowMs;
  const startMs = filters.last === null ? (filters.from ?? endMs - dayMs) : endMs - lastRanges[filters.last];
  const span = Math.max(secondMs, endMs - startMs);
  const bucketMs = stepFor(span);
  const live = endMs >= nowMs;
  if (fixed || !live) return { fromMs: startMs, toMs: startMs + span, bucketMs, live, assumed };
  // A chart that ends now keeps its bars on round times, so that they do not change their height as the clock moves on.
  const toMs = Math.ceil(endMs / bucketMs) * bucketMs;
  return { fromMs: toMs - Math.ceil(span / bucketMs) * bucketMs, toMs, bucketMs, live, assumed };
}

/** Width of a bar in words: "15 min per bar". */
export function barWidthText(bucketMs: number): string {
  const [size, unit] = (
    [
      [dayMs, 'd'],
      [hourMs, 'h'],
      [minuteMs, 'min'],
    ] as const
  ).find(([unitMs]) => bucketMs >= unitMs && bucketMs % unitMs === 0) ?? [secondMs, 's'];
  return `${Math.round(bucketMs / size)} ${unit} per bar`;
}
