'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { type Overview } from '@/lib/overview/overview';
import { defaultOverviewRange, type OverviewRange, overviewRanges } from '@/lib/overview/overview-range';
import { toApiError } from '../data/api';
import { useWhileLive } from '../shell/live';
import { Screen } from '../shell/screen';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { HistogramSkeleton } from '../charts/histogram-skeleton';
import { SkeletonText } from '../ui/skeleton';
import { useLastData } from '../ui/use-last-data';
import { AttentionList } from './attention-list';
import { HealthLine } from './health-line';
import { LatestEvents } from './latest-events';
import { OutcomeChart } from './outcome-chart';
import { overviewEveryMs, overviewQuery } from './overview-queries';
import { ReadOut } from './read-out';

const rangeParser = parseAsStringLiteral(overviewRanges).withDefault(defaultOverviewRange);

/** `/`: one glance tells the truth. */
export function OverviewScreen() {
  const [range, setRange] = useQueryState('range', rangeParser.withOptions({ history: 'push' }));
  const {
    data: newest,
    error,
    refetch,
  } = useQuery({
    ...overviewQuery(range),
    refetchInterval: useWhileLive(overviewEveryMs),
  });
  const data = useLastData(newest);
  const retry = () => void refetch();
  return (
    <Screen title="Overview">
      {error && data ? (
        <FailedBanner what="The overview" error={toApiError(error)} asOfMs={data.atMs} onRetry={retry} />
      ) : null}
      {data ? <OverviewView overview={data} range={range} onRange={(next) => void setRange(next)} /> : null}
      {error && !data ? <FailedState what="The overview" error={toApiError(error)} onRetry={retry} /> : null}
      {!error && !data ? <OverviewSkeleton /> : null}
    </Screen>
  );
}

interface OverviewViewProps {
  overview: Overview;
  range: OverviewRange;
  onRange: (range: OverviewRange) => void;
}

function OverviewView({ overview, range, onRange }: OverviewViewProps) {
  return (
    <div className="flex min-h-full flex-col">
      <HealthLine facts={overview.facts} />
      <ReadOut overview={overview} />
      <OutcomeChart histogram={overview.histogram} range={range} onRange={onRange} />
      <div className="grid flex-1 grid-cols-[minmax(0,1.12fr)_minmax(0,1fr)] border-t max-rail:grid-cols-1 max-rail:content-start">
        <AttentionList facts={overview.facts} />
        <LatestEvents events={overview.latest} />
      </div>
    </div>
  );
}

/** The frame of the overview with nothing in it yet. */
function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <SkeletonText lines={2} className="px-6 py-6 max-phone:px-3" />
      <div className="h-[107px] border-y" />
      <div className="px-6 pt-12 max-phone:px-3">
        <HistogramSkeleton height={196} />
      </div>
    </div>
  );
}
