import { type Outcome, outcomes } from '@/lib/events/outcome';
import { formatCount } from '@/lib/text/format';

import { cn } from '../ui/cn';
import { Swatch } from '../parts/swatch';

interface HistogramLegendProps {
  counts: Record<Outcome, number>;
  /** Failed deliveries, where the chart shows them. */
  failed?: number | undefined;
  className?: string | undefined;
}

/** Names and sums of the series. The quiet ones are under 3:1 on the page, so their number always stands here. */
export function HistogramLegend({ counts, failed = 0, className }: HistogramLegendProps) {
  return (
    <ul className={cn('flex flex-wrap gap-x-4 gap-y-1 text-small', className)}>
      {outcomes.map((outcome) => (
        <li key={outcome} className="flex items-center gap-1.5">
          <Swatch outcome={outcome} />
          <span className="text-ink-2">{outcome}</span>
          <span className="font-medium">{formatCount(counts[outcome])}</span>
        </li>
      ))}
      {failed === 0 ? null : (
        <li className="flex items-center gap-1.5">
          <Swatch outcome="failed" />
          <span className="text-ink-2">failed at Auth0</span>
          <span className="font-medium text-bad">{formatCount(failed)}</span>
        </li>
      )}
    </ul>
  );
}
