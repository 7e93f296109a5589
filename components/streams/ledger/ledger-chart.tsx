'use client';

import { HistogramFrame } from '@/components/charts/histogram-frame';
import { type Gap, HistogramGaps } from '@/components/charts/histogram-marks';
import { HistogramPlot } from '@/components/charts/histogram-plot';
import { rangeText, timeMarks, valueScale } from '@/components/charts/histogram-scale';
import { usePhone } from '@/components/ui/use-media';
import { useZone } from '@/components/ui/zone';
import { eventFiltersQuery } from '@/lib/events/event-search';
import { type LedgerAnswer, type LedgerBucket } from '@/lib/ledger/ledger';
import { paths } from '@/lib/paths';
import { closedWords } from '@/lib/streams/closed-windows';
import { formatCount } from '@/lib/text/format';

interface LedgerBar extends Omit<LedgerBucket, 'startMs'> {
  fromMs: number;
  toMs: number;
}

function barsOf({ buckets, bucketMs }: LedgerAnswer, perBar: number): LedgerBar[] {
  const bars: LedgerBar[] = [];
  for (let start = 0; start < buckets.length; start += perBar) {
    const group = buckets.slice(start, start + perBar);
    const fromMs = group[0]?.startMs ?? 0;
    const sum = (of: (bucket: LedgerBucket) => number) => group.reduce((all, bucket) => all + of(bucket), 0);
    bars.push({
      fromMs,
      toMs: fromMs + group.length * bucketMs,
      emitted: sum(({ emitted }) => emitted),
      failed: sum(({ failed }) => failed),
      neverDelivered: sum(({ neverDelivered }) => neverDelivered),
    });
  }
  return bars;
}

const receivedOf = ({ emitted, failed, neverDelivered }: Omit<LedgerBucket, 'startMs'>) =>
  Math.max(0, emitted - failed - neverDelivered);

/** Bars of what became of the events, a line of what was emitted: where they part, events are missing. */
export function LedgerChart({ id, answer }: { id: string; answer: LedgerAnswer }) {
  const { timeZone } = useZone();
  const isPhone = usePhone();
  const bars = barsOf(answer, isPhone ? 2 : 1);
  const scale = valueScale(Math.max(0, ...bars.map(({ emitted }) => emitted)), 3);
  const share = (value: number) => (value / scale.top) * 100;
  return (
    <HistogramFrame
      height={196}
      scale={scale}
      marks={timeMarks(bars, timeZone, isPhone ? 4 : 7)}
      barCount={bars.length}
    >
      <HistogramGaps bars={bars} gaps={windowsOf(answer)} />
      <HistogramPlot
        label="Emitted against received"
        bars={bars}
        textOf={(bar) => textOf(bar, timeZone)}
        partsOf={(bar) => (
          <>
            <Part share={share(receivedOf(bar))} fill="bg-c-unchanged" />
            <Part share={share(bar.neverDelivered)} fill="bg-c-late" />
            <Part share={share(bar.failed)} fill="bg-c-error" />
          </>
        )}
        bucketHref={(from, to) => `${paths.events}${eventFiltersQuery({ stream: [id], from, to })}`}
      />
      <EmittedLine bars={bars} top={scale.top} fromMs={answer.coveredFromMs ?? answer.fromMs} />
    </HistogramFrame>
  );
}

function windowsOf({ closed, holes, coveredFromMs, fromMs }: LedgerAnswer): Gap[] {
  const windows = [
    ...closed.map(({ reason, ...window }) => ({ ...window, label: closedWords[reason] })),
    ...holes.map((hole) => ({ ...hole, label: 'forgotten by the feed' })),
    ...(coveredFromMs === null ? [] : [{ fromMs, toMs: coveredFromMs, label: 'not compared' }]),
  ];
  return windows.toSorted((one, other) => one.fromMs - other.fromMs);
}

function textOf(bar: LedgerBar, timeZone: string): string {
  const parts = [
    rangeText(bar.fromMs, bar.toMs, timeZone),
    `${formatCount(bar.emitted)} emitted`,
    `${formatCount(receivedOf(bar))} received`,
    bar.failed === 0 ? '' : `${formatCount(bar.failed)} failed`,
    bar.neverDelivered === 0 ? '' : `${formatCount(bar.neverDelivered)} never delivered`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function Part({ share, fill }: { share: number; fill: string }) {
  return share === 0 ? null : <span className={`block min-h-0.5 w-full ${fill}`} style={{ height: `${share}%` }} />;
}

/** Before the comparison begins nothing is known to have been emitted, nor not. */
function EmittedLine({ bars, top, fromMs }: { bars: readonly LedgerBar[]; top: number; fromMs: number }) {
  const points = bars.flatMap(({ emitted, toMs }, index) =>
    toMs <= fromMs ? [] : [`${((index + 0.5) / bars.length) * 100},${100 - (emitted / top) * 100}`],
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

/** What the bars and the line are, with their sums. */
export function LedgerLegend({ answer }: { answer: LedgerAnswer }) {
  const sum = (of: (bucket: LedgerBucket) => number) => answer.buckets.reduce((all, bucket) => all + of(bucket), 0);
  const failed = sum((bucket) => bucket.failed);
  const neverDelivered = sum((bucket) => bucket.neverDelivered);
  const entries = [
    { mark: 'h-3 w-2 bg-c-unchanged', word: 'received', count: sum(receivedOf) },
    ...(failed === 0 ? [] : [{ mark: 'h-3 w-2 bg-c-error', word: 'failed', count: failed }]),
    ...(neverDelivered === 0 ? [] : [{ mark: 'h-3 w-2 bg-c-late', word: 'never delivered', count: neverDelivered }]),
    { mark: 'h-0.5 w-3 bg-c-line', word: 'emitted', count: sum(({ emitted }) => emitted) },
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h3 className="text-heading">Emitted against received</h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-ink-2">
        {entries.map(({ mark, word, count }) => (
          <li key={word} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={mark} />
            {word} <span className="font-medium text-ink">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
