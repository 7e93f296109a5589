'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';

import { type HistogramBucket } from '@/lib/events/event-store';
import { outcomes } from '@/lib/events/outcome';
import { formatCounted } from '@/lib/format';

import { cn } from './cn';
import { HistogramBar } from './histogram-bar';
import { AXIS_ROOM, HEAD_ROOM, HistogramFrame } from './histogram-frame';
import { type Gap, HistogramGaps, HistogramSelection, HistogramTriangles, Readout } from './histogram-marks';
import { type Bar, barsOf, barText, timeMarks, valueScale } from './histogram-scale';
import { Needle } from './needle';
import { type BarRange, useDragRange } from './use-drag-range';
import { useZone } from './zone';

interface HistogramProps {
  label: string;
  buckets: readonly HistogramBucket[];
  bucketMs: number;
  /** Whole height in pixels, axis included. */
  height?: number | undefined;
  /** Puts the needle at the right edge: the newest bar is now. */
  live?: boolean | undefined;
  /** Makes each bar a link, for charts that lead to a list. */
  bucketHref?: ((fromMs: number, toMs: number) => string) | undefined;
  /** Makes each bar a button and lets people drag over a part. */
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
  /** Double click. A button with the same act must stand beside the chart. */
  onReset?: (() => void) | undefined;
  gaps?: readonly Gap[] | undefined;
  className?: string | undefined;
}

/** Events over time, stacked by outcome. The sum of the bars is the count in the line above them. */
export function Histogram({ label, buckets, className, ...rest }: HistogramProps) {
  const total = buckets.reduce(
    (sum, bucket) => sum + outcomes.reduce((part, name) => part + bucket.counts[name], 0),
    0,
  );
  return (
    <section aria-label={`${label}, ${formatCounted(total, 'event')}`} className={className}>
      {/* Both are in the page and CSS shows one: a script that chose would make the bars jump after loading. */}
      <Chart {...rest} buckets={buckets} className="max-phone:hidden" />
      <Chart {...rest} buckets={buckets} isPhone className="phone:hidden" />
    </section>
  );
}

interface ChartProps extends Omit<HistogramProps, 'label'> {
  /** Half the bars, fewer marks. */
  isPhone?: boolean | undefined;
}

function Chart({ buckets, bucketMs, height = 148, live = false, isPhone = false, className, ...rest }: ChartProps) {
  const { timeZone } = useZone();
  const bars = useMemo(() => barsOf(buckets, bucketMs, isPhone ? 2 : 1), [buckets, bucketMs, isPhone]);
  const scale = valueScale(Math.max(0, ...bars.map((bar) => bar.total)), isPhone || height < 120 ? 2 : 3);
  const marks = timeMarks(bars, timeZone, isPhone ? 4 : 7);
  return (
    <div className={className}>
      <HistogramFrame height={height} scale={scale} marks={marks} barCount={bars.length}>
        <HistogramGaps bars={bars} gaps={rest.gaps ?? []} />
        <Plot
          bars={bars}
          top={scale.top}
          pixelsPerEvent={(height - HEAD_ROOM - AXIS_ROOM) / scale.top}
          timeZone={timeZone}
          {...rest}
        />
        <HistogramTriangles bars={bars} />
        {live ? <Needle className="-top-5 left-full" /> : null}
      </HistogramFrame>
    </div>
  );
}

interface PlotProps extends Pick<HistogramProps, 'bucketHref' | 'onZoom' | 'onReset'> {
  bars: readonly Bar[];
  top: number;
  pixelsPerEvent: number;
  timeZone: string;
}

function Plot({ bars, top, pixelsPerEvent, timeZone, bucketHref, onZoom, onReset }: PlotProps) {
  const list = useRef<HTMLDivElement>(null);
  const [tabStop, setTabStop] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const zoomTo = ({ from, to }: BarRange) => {
    const [first, last] = [bars[from], bars[to]];
    if (first && last) onZoom?.(first.fromMs, last.toMs);
  };
  const { range, handlers } = useDragRange(bars.length, onZoom ? zoomTo : undefined);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextIndex(event.key, tabStop, bars.length);
    if (next === null) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('[data-bar]').item(next).focus();
  };
  const current = Math.min(tabStop, bars.length - 1);
  return (
    <>
      {range ? <HistogramSelection bars={bars} range={range} timeZone={timeZone} /> : null}
      <div
        ref={list}
        role="toolbar"
        aria-label="Bars"
        {...handlers}
        onDragStart={(event) => event.preventDefault()}
        onDoubleClick={onReset}
        onPointerLeave={() => setShown(null)}
        onBlur={() => setShown(null)}
        className={cn('absolute inset-x-0 bottom-0 grid touch-pan-y gap-px select-none', onZoom && 'cursor-crosshair')}
        // A grid of known columns: bars must not start wide and shrink while the page is still coming in.
        style={{
          top: -HEAD_ROOM,
          paddingTop: HEAD_ROOM,
          gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))`,
        }}
      >
        {bars.map((bar, index) => (
          <div key={bar.fromMs} className="relative min-w-0" onPointerEnter={() => setShown(index)}>
            <HistogramBar
              bar={bar}
              top={top}
              pixelsPerEvent={pixelsPerEvent}
              text={barText(bar, timeZone)}
              isTabStop={index === current}
              href={bucketHref?.(bar.fromMs, bar.toMs)}
              onPress={onZoom ? () => onZoom(bar.fromMs, bar.toMs) : undefined}
              onFocus={() => {
                setTabStop(index);
                setShown(index);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
        ))}
      </div>
      {shown !== null && !range ? <Readout bars={bars} index={shown} timeZone={timeZone} /> : null}
    </>
  );
}

function nextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, index + 1);
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
