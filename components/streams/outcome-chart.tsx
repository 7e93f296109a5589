'use client';

import { HistogramFrame } from '@/components/ui/histogram-frame';
import { type Bar, rangeText, timeMarks, valueScale } from '@/components/ui/histogram-scale';
import { usePhone } from '@/components/ui/use-media';
import { useZone } from '@/components/ui/zone';
import { formatCount } from '@/lib/format';
import { type OutcomeBucket, type OutcomeChart as Chart } from '@/lib/streams/stream-view';

const noCounts = { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };

/** Bars of what Auth0 counted, a line of what arrived: a gap between the two is the story. */
export function OutcomeChart({ chart, seesArrivals }: { chart: Chart; seesArrivals: boolean }) {
  const { timeZone } = useZone();
  const isPhone = usePhone();
  const bars = chart.buckets.map((bucket) => barOf(bucket, chart.bucketMs));
  const scale = valueScale(Math.max(0, ...chart.buckets.map(heightOf)), 3);
  const marks = timeMarks(bars, timeZone, isPhone ? 4 : 7);
  return (
    <HistogramFrame height={isPhone ? 220 : 340} scale={scale} marks={marks} barCount={bars.length}>
      <ol aria-label="Outcomes over time" className="absolute inset-0 flex gap-px">
        {chart.buckets.map((bucket) => (
          <li
            key={bucket.startMs}
            title={textOf(bucket, chart, timeZone)}
            className="relative flex min-w-0 flex-1 flex-col-reverse hover:bg-hover"
          >
            <span className="sr-only">{textOf(bucket, chart, timeZone)}</span>
            <Part value={bucket.successful ?? 0} top={scale.top} fill="bg-c-unchanged" />
            <Part value={bucket.failed ?? 0} top={scale.top} fill="bg-c-error" />
          </li>
        ))}
      </ol>
      {seesArrivals ? <ReceivedLine buckets={chart.buckets} top={scale.top} /> : null}
    </HistogramFrame>
  );
}

function barOf({ startMs }: OutcomeBucket, bucketMs: number): Bar {
  return { fromMs: startMs, toMs: startMs + bucketMs, counts: noCounts, total: 0 };
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
