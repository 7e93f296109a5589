'use client';

import { HistogramFrame } from '@/components/charts/histogram-frame';
import { HistogramGaps } from '@/components/charts/histogram-marks';
import { HistogramPlot } from '@/components/charts/histogram-plot';
import { rangeText, timeMarks, valueScale } from '@/components/charts/histogram-scale';
import { usePhone } from '@/components/ui/use-media';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/paths';
import { eventFiltersQuery } from '@/lib/events/event-search';
import { formatCount } from '@/lib/text/format';
import { type ClosedWindow, closedWords } from '@/lib/streams/closed-windows';
import { type OutcomeBucket, type OutcomeChart as Chart } from '@/lib/streams/stream-view';

interface OutcomeChartProps {
  streamId: string;
  chart: Chart;
  seesArrivals: boolean;
  closed: readonly ClosedWindow[];
}

/**
 * Bars of what Auth0 counted, a line of what arrived: a gap between the two is the story. A bar leads to the events that
 * arrived in its time; where none come here, to the failures of the event stream.
 */
export function OutcomeChart({ streamId, chart, seesArrivals, closed }: OutcomeChartProps) {
  const { timeZone } = useZone();
  const isPhone = usePhone();
  const bars = chart.buckets.map((bucket) => ({
    ...bucket,
    fromMs: bucket.startMs,
    toMs: bucket.startMs + chart.bucketMs,
  }));
  const scale = valueScale(Math.max(0, ...chart.buckets.map(heightOf)), 3);
  const marks = timeMarks(bars, timeZone, isPhone ? 4 : 7);
  return (
    <HistogramFrame height={isPhone ? 220 : 340} scale={scale} marks={marks} barCount={bars.length}>
      <HistogramGaps
        bars={bars}
        gaps={closed.map(({ reason, ...window }) => ({ ...window, label: closedWords[reason] }))}
      />
      <HistogramPlot
        label="Outcomes over time"
        bars={bars}
        textOf={(bucket) => textOf(bucket, chart, timeZone)}
        partsOf={(bucket) => (
          <>
            <Part value={bucket.successful ?? 0} top={scale.top} fill="bg-c-unchanged" />
            <Part value={bucket.failed ?? 0} top={scale.top} fill="bg-c-error" />
          </>
        )}
        bucketHref={(from, to) =>
          seesArrivals
            ? `${paths.events}${eventFiltersQuery({ stream: [streamId], from, to })}`
            : paths.deliveryListOfStream(streamId)
        }
      />
      {seesArrivals ? <ReceivedLine buckets={chart.buckets} top={scale.top} /> : null}
    </HistogramFrame>
  );
}

function heightOf({ successful, failed, received }: OutcomeBucket): number {
  return Math.max(received, (successful ?? 0) + (failed ?? 0));
}

function textOf({ startMs, successful, failed, received }: OutcomeBucket, chart: Chart, timeZone: string): string {
  const parts = [
    rangeText(startMs, startMs + chart.bucketMs, timeZone),
    successful === null ? '' : `${formatCount(successful)} successful at Auth0`,
    failed === null ? '' : `${formatCount(failed)} failed`,
    `${formatCount(received)} received here`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function Part({ value, top, fill }: { value: number; top: number; fill: string }) {
  if (value === 0) return null;
  return <span className={`block min-h-0.5 w-full ${fill}`} style={{ height: `${(value / top) * 100}%` }} />;
}

function ReceivedLine({ buckets, top }: { buckets: readonly OutcomeBucket[]; top: number }) {
  const points = buckets.map(
    ({ received }, index) => `${((index + 0.5) / buckets.length) * 100},${100 - (received / top) * 100}`,
  );
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full overflow-visible"
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-c-line"
      />
    </svg>
  );
}
