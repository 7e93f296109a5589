import { paths } from '@/lib/paths';
import { type HistogramBucket } from '@/lib/events/event-record';
import { type Outcome, outcomes } from '@/lib/events/outcome';
import { type Overview } from '@/lib/overview/overview';
import { barWords, type OverviewRange, overviewRanges } from '@/lib/overview/overview-range';
import { closedWords } from '@/lib/streams/closed-windows';
import { Histogram } from '../charts/histogram';
import { HistogramLegend } from '../charts/histogram-legend';
import { SectionHead } from '../ui/page-parts';
import { SegmentedControl } from '../ui/segmented-control';

const rangeWords: Record<OverviewRange, string> = { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d' };
const ranges = overviewRanges.map((value) => ({ value, label: rangeWords[value] }));

interface OutcomeChartProps {
  histogram: Overview['histogram'];
  /** The one that was asked for; until it has come the chart shows the one before. */
  range: OverviewRange;
  onRange: (range: OverviewRange) => void;
}

/** Arrivals over the chosen range by what they did to the mirror, and what failed to arrive. A bar leads to its events. */
export function OutcomeChart({ histogram, range, onRange }: OutcomeChartProps) {
  const counts = sumOf(histogram.buckets);
  const failed = histogram.buckets.reduce((sum, bucket) => sum + bucket.failed, 0);
  return (
    <div className="px-6 pt-1 pb-1.5 max-phone:px-3">
      <SectionHead
        title="Events by outcome"
        note={<span className="text-ink-3 max-phone:hidden">{barWords(histogram.range)}</span>}
        className="min-h-12"
        aside={
          <>
            <HistogramLegend counts={counts} failed={failed} className="max-phone:hidden" />
            <SegmentedControl label="Range" value={range} onValueChange={onRange} options={ranges} />
          </>
        }
      />
      <HistogramLegend counts={counts} failed={failed} className="mb-1 phone:hidden" />
      <Histogram
        label="Events by outcome"
        buckets={histogram.buckets}
        bucketMs={histogram.bucketMs}
        height={194}
        live
        gaps={histogram.closed.map(({ reason, ...window }) => ({ ...window, label: closedWords[reason] }))}
        bucketHref={(fromMs, toMs) => paths.eventsBetween(fromMs, toMs)}
      />
    </div>
  );
}

function sumOf(buckets: readonly HistogramBucket[]): Record<Outcome, number> {
  const sum: Record<Outcome, number> = { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };
  for (const { counts } of buckets) for (const outcome of outcomes) sum[outcome] += counts[outcome];
  return sum;
}
