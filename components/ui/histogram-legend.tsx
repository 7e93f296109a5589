import { type Outcome, outcomes } from '@/lib/events/outcome';
import { formatCount } from '@/lib/format';

import { cn } from './cn';
import { Swatch } from './swatch';

interface HistogramLegendProps {
  counts: Record<Outcome, number>;
  className?: string | undefined;
}

/** Names and sums of the series. The quiet ones are under 3:1 on the page, so their number always stands here. */
export function HistogramLegend({ counts, className }: HistogramLegendProps) {
  return (
    <ul className={cn('flex flex-wrap gap-x-4 gap-y-1 text-small', className)}>
      {outcomes.map((outcome) => (
        <li key={outcome} className="flex items-center gap-1.5">
          <Swatch outcome={outcome} />
          <span className="text-ink-2">{outcome}</span>
          <span className="font-medium">{formatCount(counts[outcome])}</span>
        </li>
      ))}
    </ul>
  );
}
