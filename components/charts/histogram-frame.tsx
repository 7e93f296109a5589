import { type ReactNode } from 'react';

import { formatCount } from '@/lib/text/format';

import { cn } from '../ui/cn';
import { type TimeMark } from './histogram-scale';

interface HistogramFrameProps {
  /** Whole height in pixels, axis included. */
  height: number;
  /** Marks of the value axis, with the value at the top of the plot. */
  scale: { top: number; values: readonly number[] };
  marks: readonly TimeMark[];
  barCount: number;
  children: ReactNode;
}

/** Above the top grid line: room for the triangles and the head of the needle. */
export const HEAD_ROOM = 22;
export const AXIS_ROOM = 22;

/** Value axis, grid and time axis around a plot. All in percentages, so a new width needs no measuring and nothing jumps. */
export function HistogramFrame({ height, scale, marks, barCount, children }: HistogramFrameProps) {
  return (
    <div className="relative w-full" style={{ height }}>
      <div className="absolute right-2 left-9 max-phone:left-7" style={{ top: HEAD_ROOM, bottom: AXIS_ROOM }}>
        <ValueAxis scale={scale} />
        {children}
        <TimeAxis marks={marks} barCount={barCount} />
      </div>
    </div>
  );
}

function ValueAxis({ scale }: Pick<HistogramFrameProps, 'scale'>) {
  return (
    <div aria-hidden="true">
      {scale.values.map((value) => (
        <div key={value} className="absolute inset-x-0" style={{ bottom: `${(value / scale.top) * 100}%` }}>
          {value > 0 ? <span className="absolute inset-x-0 h-px bg-line" /> : null}
          <span className="absolute right-full h-px w-1 bg-tick" />
          <span className="absolute right-full mr-2 -translate-y-1/2 text-axis text-ink-3">{formatCount(value)}</span>
        </div>
      ))}
    </div>
  );
}

function TimeAxis({ marks, barCount }: Pick<HistogramFrameProps, 'marks' | 'barCount'>) {
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-full h-px bg-tick">
      {marks.map(({ index, label }) => (
        <span
          key={index}
          className={cn('absolute top-0 w-px bg-tick', label === null ? 'h-1' : 'h-[7px]')}
          style={{ left: `${(index / Math.max(1, barCount)) * 100}%` }}
        >
          {label === null ? null : (
            <span
              className={cn(
                'absolute top-1.5 text-axis whitespace-nowrap text-ink-3',
                index === barCount ? 'right-1' : 'left-1',
              )}
            >
              {label}
            </span>
          )}
        </span>
      ))}
      {marks.length > 0 ? <span className="absolute top-0 right-0 h-[7px] w-px bg-tick" /> : null}
    </div>
  );
}
