'use client';

import { HistogramFrame } from '@/components/charts/histogram-frame';
import { HistogramPlot } from '@/components/charts/histogram-plot';
import { rangeText, timeMarks, valueScale } from '@/components/charts/histogram-scale';
import { usePhone } from '@/components/ui/use-media';
import { useZone } from '@/components/ui/zone';
import { type ConnectorHour } from '@/lib/connectors/connector';
import { sumHours } from '@/lib/connectors/connector-words';
import { paths } from '@/lib/paths';
import { hourMs } from '@/lib/spans';
import { formatCount } from '@/lib/text/format';

/** What was pushed and what failed, hour by hour. A bar leads to the events that arrived in its time. */
export function FlowChart({ hours }: { hours: readonly ConnectorHour[] }) {
  const { timeZone } = useZone();
  const isPhone = usePhone();
  const bars = hours.map((hour) => ({ ...hour, fromMs: hour.hourMs, toMs: hour.hourMs + hourMs }));
  const scale = valueScale(Math.max(0, ...hours.map(({ pushed, failed }) => pushed + failed)), 3);
  return (
    <HistogramFrame
      height={isPhone ? 200 : 260}
      scale={scale}
      marks={timeMarks(bars, timeZone, isPhone ? 4 : 7)}
      barCount={bars.length}
    >
      <HistogramPlot
        label="Pushed and failed by the hour"
        bars={bars}
        textOf={({ fromMs, toMs, pushed, failed }) =>
          `${rangeText(fromMs, toMs, timeZone)}, ${formatCount(pushed)} pushed, ${formatCount(failed)} failed`
        }
        partsOf={({ pushed, failed }) => (
          <>
            <Part value={failed} top={scale.top} fill="bg-c-error" />
            <Part value={pushed} top={scale.top} fill="bg-c-applied" />
          </>
        )}
        bucketHref={paths.eventsBetween}
      />
    </HistogramFrame>
  );
}

function Part({ value, top, fill }: { value: number; top: number; fill: string }) {
  if (value === 0) return null;
  return <span className={`block min-h-0.5 w-full ${fill}`} style={{ height: `${(value / top) * 100}%` }} />;
}

export function FlowLegend({ hours }: { hours: readonly ConnectorHour[] }) {
  const { pushed, failed } = sumHours(hours);
  const entries = [
    { fill: 'bg-c-applied', word: 'pushed', count: pushed },
    { fill: 'bg-c-error', word: 'failed', count: failed },
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-ink-2">
      {entries.map(({ fill, word, count }) => (
        <li key={word} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`h-3 w-2 ${fill}`} />
          {word} <span className="font-medium text-ink">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}
