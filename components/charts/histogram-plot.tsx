'use client';

import { type FocusEvent, type ReactNode, useRef, useState } from 'react';

import { cn } from '../ui/cn';
import { HistogramBar } from './histogram-bar';
import { HEAD_ROOM } from './histogram-frame';
import { HistogramSelection, Readout } from './histogram-marks';
import { type BarSpan } from './histogram-scale';
import { useBarKeys } from './use-bar-keys';
import { type BarRange, useDragRange } from './use-drag-range';
import { useZone } from '../ui/zone';

export interface PlotActs {
  /** Makes each bar a link, for charts that lead to a list. */
  bucketHref?: ((fromMs: number, toMs: number) => string) | undefined;
  /** Makes each bar a button and lets people choose a part, by dragging or by key. */
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
  /** Double click. A button with the same act must stand beside the chart. */
  onReset?: (() => void) | undefined;
}

interface HistogramPlotProps<B extends BarSpan> extends PlotActs {
  /** Name of the row of bars. */
  label: string;
  bars: readonly B[];
  /** A bar in words: its name, and its readout. */
  textOf: (bar: B) => string;
  /** What is drawn of it. */
  partsOf: (bar: B) => ReactNode;
}

/** The bars of a chart: they tell what they hold under pointer and focus, and lead on when pressed. */
export function HistogramPlot<B extends BarSpan>({ label, bars, onZoom, onReset, ...bar }: HistogramPlotProps<B>) {
  const list = useRef<HTMLDivElement>(null);
  const [shownMs, setShownMs] = useState<number | null>(null);
  const zoomTo = ({ from, to }: BarRange) => {
    const [first, last] = [bars[from], bars[to]];
    if (first && last) onZoom?.(first.fromMs, last.toMs);
  };
  const keys = useBarKeys(list, bars, onZoom ? zoomTo : undefined);
  const drag = useDragRange(bars.length, onZoom ? zoomTo : undefined);
  const show = (ms: number | null) => setShownMs(ms);
  const onBlur = (event: FocusEvent) => {
    show(null);
    keys.onBlur(event);
  };
  return (
    <>
      <PlotMarks bars={bars} shownMs={shownMs} dragged={drag.range} walked={keys.range} textOf={bar.textOf} />
      <div
        ref={list}
        role="toolbar"
        aria-label={onZoom ? `${label}; with Shift the arrow keys choose a part` : label}
        {...drag.handlers}
        onDragStart={(event) => event.preventDefault()}
        onDoubleClick={onReset}
        onPointerLeave={() => show(null)}
        onBlur={onBlur}
        className={cn('absolute inset-x-0 bottom-0 grid touch-pan-y gap-px select-none', onZoom && 'cursor-crosshair')}
        // A grid of known columns: bars must not start wide and shrink while the page is still coming in.
        style={{
          top: -HEAD_ROOM,
          paddingTop: HEAD_ROOM,
          gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))`,
        }}
      >
        {bars.map((one, index) => (
          <div key={one.fromMs} className="relative min-w-0" onPointerEnter={() => show(one.fromMs)}>
            <HistogramBar
              text={bar.textOf(one)}
              isTabStop={index === keys.current}
              href={bar.bucketHref?.(one.fromMs, one.toMs)}
              onPress={() => onZoom?.(one.fromMs, one.toMs)}
              onFocus={() => {
                keys.onFocus(one.fromMs);
                show(one.fromMs);
              }}
              onKeyDown={(event) => keys.onKeyDown(event, index)}
            >
              {bar.partsOf(one)}
            </HistogramBar>
          </div>
        ))}
      </div>
    </>
  );
}

interface PlotMarksProps<B extends BarSpan> extends Pick<HistogramPlotProps<B>, 'bars' | 'textOf'> {
  shownMs: number | null;
  dragged: BarRange | null;
  walked: BarRange | null;
}

/** What stands over the bars: the part being chosen, or else what one bar holds. */
function PlotMarks<B extends BarSpan>({ bars, shownMs, dragged, walked, textOf }: PlotMarksProps<B>) {
  const { timeZone } = useZone();
  const range = dragged ?? walked;
  if (range) {
    return <HistogramSelection bars={bars} range={range} timeZone={timeZone} act={dragged ? 'release' : 'Enter'} />;
  }
  const index = bars.findIndex(({ fromMs }) => fromMs === shownMs);
  const bar = bars[index];
  return bar === undefined ? null : <Readout share={(index + 0.5) / bars.length} text={textOf(bar)} />;
}
