import { type EventFilters, lastRanges } from './event-search';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Widths of a bar that read well on a time axis, in milliseconds. */
const steps = [
  second,
  5 * second,
  10 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  day,
  2 * day,
  7 * day,
  30 * day,
  365 * day,
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
  const startMs = filters.last === null ? (filters.from ?? endMs - day) : endMs - lastRanges[filters.last];
  const span = Math.max(second, endMs - startMs);
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
      [day, 'd'],
      [hour, 'h'],
      [minute, 'min'],
    ] as const
  ).find(([unitMs]) => bucketMs >= unitMs && bucketMs % unitMs === 0) ?? [second, 's'];
  return `${Math.round(bucketMs / size)} ${unit} per bar`;
}
