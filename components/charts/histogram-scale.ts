import { type HistogramBucket } from '@/lib/events/event-record';
import { type Outcome, outcomes } from '@/lib/events/outcome';
import { dayKey, formatClock, formatCounted, formatDayMonth, formatMinute, formatWeekday } from '@/lib/text/format';
import { dayMs } from '@/lib/spans';

/** The time a bar stands for. */
export interface BarSpan {
  fromMs: number;
  toMs: number;
}

/** A bar as drawn: one bucket, or two where the screen is too narrow for all. */
export interface Bar extends BarSpan {
  counts: Record<Outcome, number>;
  /** Events that arrived. */
  total: number;
  /** Deliveries that failed in this time; they have not arrived. */
  failed: number;
}

/** What a bar is made of; only the overview knows failures too. */
export type BarBucket = HistogramBucket & { failed?: number };

/** Buckets with their sums; `perBar` neighbours share a bar. */
export function barsOf(buckets: readonly BarBucket[], bucketMs: number, perBar: number): Bar[] {
  const bars: Bar[] = [];
  for (let start = 0; start < buckets.length; start += perBar) {
    const group = buckets.slice(start, start + perBar);
    const first = group[0];
    if (!first) break;
    const counts = { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };
    for (const bucket of group) for (const outcome of outcomes) counts[outcome] += bucket.counts[outcome];
    const total = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
    const failed = group.reduce((sum, bucket) => sum + (bucket.failed ?? 0), 0);
    bars.push({ fromMs: first.startMs, toMs: first.startMs + group.length * bucketMs, counts, total, failed });
  }
  return bars;
}

const MANTISSAS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Smallest round whole number at or above `least`. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    const step = MANTISSAS.map((mantissa) => mantissa * power).find(
      (value) => value >= least && Number.isInteger(value),
    );
    if (step !== undefined) return step;
  }
}

/** Top of the scale and its whole-number marks, from 0 up; at most `marks` of them above 0. */
export function valueScale(largest: number, marks: number): { top: number; values: number[] } {
  if (largest <= 0) return { top: 1, values: [0] };
  const step = roundStep(largest / marks);
  const count = Math.ceil(largest / step);
  return { top: count * step, values: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** A mark of the time axis at the left edge of bar `index`; only long ones have a label. */
export interface TimeMark {
  index: number;
  label: string | null;
}

const MINUTE = 60_000;
const STEPS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96];

/** A chart with room for so few labels is as narrow as a phone. */
const fewLabels = 4;

/** Marks that fall on bars, at most `most` of them with a label, and short ones between. */
export function timeMarks(bars: readonly BarSpan[], timeZone: string, most: number): TimeMark[] {
  const { long: step, short } = markSteps(bars.length, most);
  const label = labeller(bars, step, timeZone);
  const last = bars.at(-1);
  const hasEnd = last !== undefined && bars.length % step === 0 && bars.length > step;
  // The end's label stands left of its mark: where few fit, it would meet the label of the mark before.
  const room = hasEnd && most <= fewLabels ? 2 * step : step;
  const marks: TimeMark[] = [];
  let day = bars[0] ? dayKey(bars[0].fromMs, timeZone) : '';
  for (let index = 0; index < bars.length; index += short) {
    const bar = bars[index];
    if (!bar) break;
    const isLong = index % step === 0;
    // A label too near the right edge would be cut.
    const isRoomy = bars.length - index >= room;
    marks.push({ index, label: isLong && isRoomy ? label(bar, day) : null });
    if (isLong) day = dayKey(bar.fromMs, timeZone);
  }
  return hasEnd ? [...marks, { index: bars.length, label: label(barAfter(last), day) }] : marks;
}

const barAfter = ({ fromMs, toMs }: BarSpan): BarSpan => ({ fromMs: toMs, toMs: toMs + toMs - fromMs });

/** How many bars lie between marks with a label, and between all marks. */
function markSteps(bars: number, most: number): { long: number; short: number } {
  const long = STEPS.find((candidate) => bars / candidate <= most) ?? Math.ceil(bars / most);
  const parts = [4, 5, 2, 3].find((count) => long % count === 0) ?? 1;
  return { long, short: long / parts };
}

/** Writes the label of a mark, in seconds where minutes would not tell two marks apart; `day` is that of the mark before. */
function labeller(bars: readonly BarSpan[], step: number, timeZone: string) {
  const longMarks = bars.filter((_, index) => index % step === 0);
  const clock = longMarks.every(({ fromMs }) => fromMs % MINUTE === 0) ? formatMinute : formatClock;
  return ({ fromMs, toMs }: BarSpan, day: string): string => {
    if (toMs - fromMs >= dayMs / 2) return formatDayMonth(fromMs, timeZone);
    const time = clock(fromMs, timeZone);
    return dayKey(fromMs, timeZone) === day ? time : `${formatWeekday(fromMs, timeZone)} ${time}`;
  };
}

/** "14:05 to 14:10, 42 events, 3 error": what a bar says in words. */
export function barText(bar: Bar, timeZone: string): string {
  const parts = outcomes
    .filter((outcome) => bar.counts[outcome] > 0)
    .map((outcome) => `${bar.counts[outcome]} ${outcome}`);
  const sum = [rangeText(bar.fromMs, bar.toMs, timeZone), formatCounted(bar.total, 'event')];
  const failed = bar.failed === 0 ? [] : [`${bar.failed} failed at Auth0`];
  const named = parts.length > 1 || (bar.total > 0 && bar.total === bar.counts.error) ? parts : [];
  return [...sum, ...named, ...failed].join(', ');
}

/** "14:05 to 14:10", with days where the two differ or are whole days. */
export function rangeText(fromMs: number, toMs: number, timeZone: string): string {
  if (toMs - fromMs >= dayMs) return `${formatDayMonth(fromMs, timeZone)} to ${formatDayMonth(toMs, timeZone)}`;
  const clock = fromMs % MINUTE === 0 && toMs % MINUTE === 0 ? formatMinute : formatClock;
  const name = (ms: number) => {
    const time = clock(ms, timeZone);
    return dayKey(fromMs, timeZone) === dayKey(toMs, timeZone) ? time : `${formatWeekday(ms, timeZone)} ${time}`;
  };
  return `${name(fromMs)} to ${name(toMs)}`;
}
