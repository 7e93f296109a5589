import { cn } from '../ui/cn';
import { Graduation, type ScaleLabel, type Ticks } from './graduation';

/** `risk` turns amber from half and red from nine tenths; `plain` is for quantities without a danger. */
type StaffTone = 'risk' | 'plain' | 'line' | 'applied';

interface StaffProps {
  label: string;
  value: number;
  max: number;
  /** What a screen reader says instead of the bare number, "382 of 500". */
  valueText?: string | undefined;
  tone?: StaffTone | undefined;
  /** Of the bar, in pixels. */
  height?: number | undefined;
  /** Draws the marks at 50, 70 and 90 %. */
  limits?: boolean | undefined;
  ticks?: Ticks | undefined;
  labels?: readonly ScaleLabel[] | undefined;
  className?: string | undefined;
}

const LIMITS = [
  { at: 50, look: 'bg-tick' },
  { at: 70, look: 'bg-warn' },
  { at: 90, look: 'bg-bad' },
];

function fillOf(tone: StaffTone, share: number): string {
  if (tone === 'plain') return 'bg-tick';
  if (tone === 'applied') return 'bg-c-applied';
  if (tone === 'line' || share < 0.5) return 'bg-c-line';
  return share < 0.9 ? 'bg-c-late' : 'bg-c-error';
}

/** A quantity with a limit: a flat bar over a graduated scale. The number stands beside it; the bar never stands alone. */
export function Staff({ label, value, max, valueText, tone = 'risk', height = 8, className, ...scale }: StaffProps) {
  const safeMax = max > 0 ? max : 1;
  const share = Math.min(1, Math.max(0, value / safeMax));
  const ticks = scale.ticks ?? { every: safeMax / 50, middle: safeMax / 10, long: safeMax / 5 };
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={Math.min(Math.max(0, value), safeMax)}
      aria-valuemin={0}
      aria-valuemax={safeMax}
      aria-valuetext={valueText}
      className={cn('relative w-full', className)}
    >
      <div className="relative bg-sunk" style={{ height }}>
        <div
          className={cn('h-full transition-[width] duration-240 ease-out', fillOf(tone, share))}
          style={{ width: `${share * 100}%` }}
        />
        <div
          className="absolute inset-y-0 w-0.5 -translate-x-full bg-ink transition-[left] duration-240 ease-out"
          style={{ left: `max(2px, ${share * 100}%)` }}
        />
      </div>
      {scale.limits ? <Limits height={height} /> : null}
      <Graduation max={safeMax} ticks={ticks} labels={scale.labels} />
    </div>
  );
}

function Limits({ height }: { height: number }) {
  return LIMITS.map(({ at, look }) => (
    <span
      key={at}
      aria-hidden="true"
      className={cn('absolute top-0 z-1 w-[1.5px] -translate-x-1/2', look)}
      style={{ left: `${at}%`, height: height + 9 }}
    />
  ));
}
