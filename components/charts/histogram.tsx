'use client';

import { useMemo } from 'react';

import { outcomes } from '@/lib/events/outcome';
import { formatCounted } from '@/lib/text/format';

import { AXIS_ROOM, HEAD_ROOM, HistogramFrame } from './histogram-frame';
import { type Gap, HistogramGaps, HistogramTriangles, NowNeedle } from './histogram-marks';
import { OutcomeParts } from './histogram-parts';
import { HistogramPlot, type PlotActs } from './histogram-plot';
import { type BarBucket, barsOf, barText, timeMarks, valueScale } from './histogram-scale';
import { useZone } from '../ui/zone';

interface HistogramProps extends PlotActs {
  label: string;
  buckets: readonly BarBucket[];
  bucketMs: number;
  /** Whole height in pixels, axis included. */
  height?: number | undefined;
  /** Marks now with the needle: the range does not end in the past. */
  live?: boolean | undefined;
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

function Chart({ buckets, bucketMs, height = 148, live = false, isPhone = false, ...rest }: ChartProps) {
  const { timeZone } = useZone();
  const bars = useMemo(() => barsOf(buckets, bucketMs, isPhone ? 2 : 1), [buckets, bucketMs, isPhone]);
  const scale = valueScale(Math.max(0, ...bars.map((bar) => bar.total + bar.failed)), isPhone || height < 120 ? 2 : 3);
  const marks = timeMarks(bars, timeZone, isPhone ? 4 : 7);
  const pixelsPerEvent = (height - HEAD_ROOM - AXIS_ROOM) / scale.top;
  return (
    <div className={rest.className}>
      <HistogramFrame height={height} scale={scale} marks={marks} barCount={bars.length}>
        <HistogramGaps bars={bars} gaps={rest.gaps ?? []} />
        <HistogramPlot
          label="Bars"
          bars={bars}
          textOf={(bar) => barText(bar, timeZone)}
          partsOf={(bar) => <OutcomeParts bar={bar} top={scale.top} pixelsPerEvent={pixelsPerEvent} />}
          bucketHref={rest.bucketHref}
          onZoom={rest.onZoom}
          onReset={rest.onReset}
        />
        <HistogramTriangles bars={bars} />
        {live ? <NowNeedle bars={bars} /> : null}
      </HistogramFrame>
    </div>
  );
}
