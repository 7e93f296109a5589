import { cn } from '../ui/cn';

/** Distances between marks, in the unit of the scale. `long` should be a multiple of `middle`, `middle` of `every`. */
export interface Ticks {
  every: number;
  middle: number;
  long: number;
}

export interface ScaleLabel {
  at: number;
  text: string;
}

interface GraduationProps {
  max: number;
  ticks: Ticks;
  labels?: readonly ScaleLabel[] | undefined;
}

const LONG = 7;
const MIDDLE = 5;
const SMALL = 3;

function lengthOf(step: number, { every, middle, long }: Ticks): number {
  const value = step * every;
  const isMultipleOf = (unit: number) => Math.abs(value / unit - Math.round(value / unit)) < 1e-6;
  if (isMultipleOf(long)) return LONG;
  return isMultipleOf(middle) ? MIDDLE : SMALL;
}

/** The ruled scale under a staff: short, middle and long ticks, with labels if there are any. */
export function Graduation({ max, ticks, labels }: GraduationProps) {
  const steps = Math.min(200, Math.floor(max / ticks.every + 1e-6));
  const marks = Array.from({ length: steps + 1 }, (_, step) => step);
  return (
    <div aria-hidden="true" className="mt-0.5">
      <svg width="100%" height={LONG} className="block overflow-visible" shapeRendering="crispEdges">
        {marks.map((step) => {
          const x = `${((step * ticks.every) / max) * 100}%`;
          return <line key={step} x1={x} x2={x} y1={0} y2={lengthOf(step, ticks)} className="stroke-tick" />;
        })}
      </svg>
      {labels && labels.length > 0 ? <ScaleLabels max={max} labels={labels} /> : null}
    </div>
  );
}

function ScaleLabels({ max, labels }: { max: number; labels: readonly ScaleLabel[] }) {
  return (
    <div className="relative mt-0.5 h-3.5 text-axis text-ink-3">
      {labels.map(({ at, text }) => {
        const share = at / max;
        return (
          <span
            key={`${at} ${text}`}
            className={cn(
              'absolute whitespace-nowrap',
              share > 0 && (share < 1 ? '-translate-x-1/2' : '-translate-x-full'),
            )}
            style={{ left: `${share * 100}%` }}
          >
            {text}
          </span>
        );
      })}
    </div>
  );
}
