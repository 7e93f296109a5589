'use client';

import { type ReactNode } from 'react';
import { noDeed, sampleDay } from './samples';
import { Graduation } from '../charts/graduation';
import { Histogram } from '../charts/histogram';
import { HistogramBar } from '../charts/histogram-bar';
import { HistogramFrame } from '../charts/histogram-frame';
import { HistogramLegend } from '../charts/histogram-legend';
import { HistogramSelection, HistogramTriangles, Readout } from '../charts/histogram-marks';
import { OutcomeParts } from '../charts/histogram-parts';
import { HistogramPlot } from '../charts/histogram-plot';
import { barsOf, barText, timeMarks, valueScale } from '../charts/histogram-scale';
import { HistogramSkeleton } from '../charts/histogram-skeleton';
import { JobLegend, JobMeter } from '../charts/job-meter';
import { LimitStaff } from '../charts/limit-staff';
import { MeterRow } from '../charts/meter-row';
import { SegmentStaff } from '../charts/segment-staff';
import { SparkBars } from '../charts/spark-bars';
import { Sparkline } from '../charts/sparkline';
import { Staff } from '../charts/staff';
import { hourMs } from '@/lib/spans';

const bars = barsOf(sampleDay, hourMs, 1);
const scale = valueScale(20, 3);
const [bar] = bars;
const counts = { applied: 180, unchanged: 23, recorded: 10, test: 1, late: 2, error: 1 };
const jobCounts = {
  total: 131,
  done: 82,
  failed: 9,
  skipped: 2,
  recovered: 80,
  unlisted: 2,
  failedAgain: 3,
  noAnswer: 4,
  refused: 2,
  asked: 12,
  notTried: 6,
  waiting: 20,
};
const ticks = { every: 100, middle: 250, long: 500 };

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="w-full">
      <HistogramFrame height={148} scale={scale} marks={timeMarks(bars, 'UTC', 7)} barCount={bars.length}>
        {children}
      </HistogramFrame>
    </div>
  );
}

/** Charts and what they are made of. */
export const chartSpecimens: Record<string, ReactNode> = {
  'charts/graduation': (
    <div className="w-full">
      <Graduation max={500} ticks={ticks} />
    </div>
  ),
  'charts/histogram': (
    <Histogram label="Events by outcome" buckets={sampleDay} bucketMs={hourMs} live className="w-full" />
  ),
  'charts/histogram-bar': bar && (
    <div className="relative h-20 w-8">
      <HistogramBar text={barText(bar, 'UTC')} isTabStop onFocus={noDeed} onKeyDown={noDeed}>
        <OutcomeParts bar={bar} top={10} pixelsPerEvent={8} />
      </HistogramBar>
    </div>
  ),
  'charts/histogram-frame': <Frame>{null}</Frame>,
  'charts/histogram-legend': <HistogramLegend counts={counts} failed={12} />,
  'charts/histogram-marks': (
    <Frame>
      <HistogramTriangles bars={bars} />
      <HistogramSelection bars={bars} range={{ from: 14, to: 18 }} timeZone="UTC" act="release" />
      <Readout share={0.2} text="14:00 to 15:00, 12 events" />
    </Frame>
  ),
  'charts/histogram-parts': bars.slice(-3).map((one) => (
    <div key={one.fromMs} className="flex h-24 w-6 flex-col-reverse gap-px">
      <OutcomeParts bar={one} top={22} pixelsPerEvent={4} />
    </div>
  )),
  'charts/histogram-plot': (
    <Frame>
      <HistogramPlot
        label="Bars"
        bars={bars}
        textOf={(one) => barText(one, 'UTC')}
        partsOf={(one) => <OutcomeParts bar={one} top={scale.top} pixelsPerEvent={5} />}
        onZoom={noDeed}
      />
    </Frame>
  ),
  'charts/histogram-skeleton': (
    <div className="w-full">
      <HistogramSkeleton />
    </div>
  ),
  'charts/job-meter': (
    <div className="grid w-full gap-2">
      <JobLegend counts={jobCounts} />
      <JobMeter label="Job 41" counts={jobCounts} />
    </div>
  ),
  'charts/limit-staff': (
    <div className="w-full">
      <LimitStaff label="Total failed" value={382} limit={500} />
    </div>
  ),
  'charts/meter-row': (
    <div className="w-72">
      <MeterRow label="p50" value={120} max={400} valueText="120 ms" />
      <MeterRow label="p95" value={380} max={400} valueText="380 ms" fill="error" />
    </div>
  ),
  'charts/segment-staff': (
    <div className="w-full">
      <SegmentStaff
        label="Deliveries"
        total={100}
        segments={[
          { key: 'ok', label: 'recovered', value: 60, fill: 'applied' },
          { key: 'bad', label: 'failed', value: 25, fill: 'error' },
        ]}
      />
    </div>
  ),
  'charts/spark-bars': <SparkBars label="Pushed and failed" values={[3, 5, 8, 0, 2]} errors={[0, 0, 1, 4, 0]} />,
  'charts/sparkline': <Sparkline label="Events of a day" values={bars.map((one) => one.total)} />,
  'charts/staff': (
    <div className="grid w-full gap-4">
      {[40, 300, 480].map((value) => (
        <Staff key={value} label={`Budget, ${value} used`} value={value} max={500} limits />
      ))}
    </div>
  ),
};
