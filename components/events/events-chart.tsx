'use client';

import { useQuery } from '@tanstack/react-query';
import { type EventHistogram } from '@/lib/story/event-view';
import { closedWords } from '@/lib/streams/closed-windows';
import { barWidthText } from '@/lib/events/histogram-range';
import { useWhileLive } from '../shell/live';
import { Histogram } from '../charts/histogram';
import { HistogramSkeleton } from '../charts/histogram-skeleton';
import { eventHistogramQuery, movingRangeEveryMs } from './event-queries';
import { type Zoom } from './use-zoom';

const heightPx = 132;

export function useEventHistogram(filtersQuery: string): EventHistogram | undefined {
  const everyMs = useWhileLive(movingRangeEveryMs);
  return useQuery({
    ...eventHistogramQuery(filtersQuery),
    refetchInterval: ({ state }) => (state.data?.live ? everyMs : false),
    placeholderData: (previous) => previous,
  }).data;
}

/** What one bar stands for, for the line above them. */
export function chartNote({ bucketMs, assumed }: EventHistogram): string {
  const parts = [barWidthText(bucketMs)];
  if (assumed) parts.push('bars show the last 24 h');
  return parts.join(' · ');
}

interface EventsChartProps {
  chart: EventHistogram | undefined;
  zoom: Zoom;
}

/** Arrivals over the shown range, by outcome. Choosing a part narrows the list to it. */
export function EventsChart({ chart, zoom }: EventsChartProps) {
  return (
    <div className="shrink-0 border-b px-5 max-phone:px-2">
      {chart ? (
        <Histogram
          label="Events received, by outcome"
          buckets={chart.buckets}
          bucketMs={chart.bucketMs}
          height={heightPx}
          live={chart.live}
          gaps={chart.closed.map(({ reason, ...window }) => ({ ...window, label: closedWords[reason] }))}
          onZoom={zoom.zoomTo}
          onReset={zoom.reset ?? undefined}
        />
      ) : (
        <HistogramSkeleton height={heightPx} />
      )}
    </div>
  );
}
