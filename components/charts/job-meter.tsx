'use client';

import { type JobCounts } from '@/lib/jobs/job';
import { countOf } from '@/lib/jobs/job-progress';
import { formatCount } from '@/lib/text/format';

import { cn } from '../ui/cn';
import { usePhone } from '../ui/use-media';
import { type ScaleLabel, type Ticks } from './graduation';
import { SegmentStaff, type StaffFill, staffFills } from './segment-staff';

interface MeterPart {
  name: string;
  word: string;
  fill: StaffFill;
  /** Told in the legend of the kinds that count it, even when it is 0. */
  isUsual?: boolean;
}

/** In the order in which they lie on the staff: what is decided, what is under way, what is left. */
const parts: readonly MeterPart[] = [
  { name: 'compared', word: 'compared', fill: 'applied', isUsual: true },
  { name: 'inStep', word: 'in step', fill: 'applied', isUsual: true },
  { name: 'parked', word: 'parked', fill: 'tick' },
  { name: 'review', word: 'to review', fill: 'late' },
  { name: 'retrying', word: 'retrying', fill: 'hollow-error' },
  { name: 'gone', word: 'gone', fill: 'hatch' },
  { name: 'woken', word: 'being pushed', fill: 'asked', isUsual: true },
  { name: 'applied', word: 'applied', fill: 'applied', isUsual: true },
  { name: 'recovered', word: 'recovered', fill: 'applied', isUsual: true },
  { name: 'unlisted', word: 'no longer listed', fill: 'tick' },
  { name: 'failedAgain', word: 'failed again', fill: 'error', isUsual: true },
  { name: 'noAnswer', word: 'no answer', fill: 'late' },
  { name: 'refused', word: 'refused', fill: 'hollow-error' },
  { name: 'skipped', word: 'skipped', fill: 'hatch' },
  { name: 'asked', word: 'requested', fill: 'asked', isUsual: true },
  { name: 'notTried', word: 'not tried', fill: 'hollow' },
  { name: 'waiting', word: 'waiting', fill: 'unchanged', isUsual: true },
];

/** Pixels of a tick, and the width that a meter has on a screen and on a phone. */
const tickPx = 4;
const widthPx = { wide: 700, phone: 366 };

interface JobMeterProps {
  counts: JobCounts;
  label: string;
  /** Of the bar, in pixels. */
  height?: number | undefined;
  className?: string | undefined;
}

/** What came of the items of a job, and what is still to come: its length is what the job began with, and never changes. */
export function JobMeter({ counts, label, height = 20, className }: JobMeterProps) {
  const isPhone = usePhone();
  const segments = parts.map(({ name, word, fill }) => ({
    key: name,
    label: word,
    value: countOf(counts, name),
    fill,
  }));
  const { total } = counts;
  return (
    <SegmentStaff
      label={label}
      segments={segments}
      total={total}
      height={height}
      ticks={ticksOf(total, isPhone ? widthPx.phone : widthPx.wide)}
      labels={labelsOf(total, isPhone ? 4 : 7)}
      className={className}
    />
  );
}

/** The parts of the meter with their counts. */
export function JobLegend({ counts, className }: { counts: JobCounts; className?: string | undefined }) {
  const shown = parts.filter(({ name, isUsual }) => (isUsual === true && name in counts) || countOf(counts, name) > 0);
  return (
    <ul aria-label="Results" className={cn('flex flex-wrap gap-x-4 gap-y-1 text-small', className)}>
      {shown.map(({ name, word, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cn('inline-block h-3 w-2 shrink-0', staffFills[fill])} />
          <span className="text-ink-2">{word}</span>{' '}
          <span className="font-medium">{formatCount(countOf(counts, name))}</span>
        </li>
      ))}
    </ul>
  );
}

/** The smallest of 1, 2, 5, 10, 20, … that is at least `size`. */
function roundStep(size: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, size)));
  return decade * ([1, 2, 5].find((one) => one * decade >= size) ?? 10);
}

/** A tick for each item where there is room for it, else for 2, 5 or 10 of them. */
export function ticksOf(total: number, width: number): Ticks {
  const every = roundStep((total * tickPx) / width);
  return { every, middle: every * 5, long: every * 10 };
}

/** Round numbers along the staff, and the total at its end; one that would touch the total is left out. */
export function labelsOf(total: number, most: number): ScaleLabel[] {
  if (total === 0) return [{ at: 0, text: '0' }];
  const step = roundStep(total / most);
  const rounds = Array.from({ length: Math.ceil(total / step) }, (_, place) => place * step);
  const kept = rounds.filter((at) => at === 0 || total - at > step * 0.6);
  return [...kept, total].map((at) => ({ at, text: formatCount(at) }));
}
