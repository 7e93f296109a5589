import { type Outcome, outcomes } from '@/lib/events/outcome';

import { cn } from '../ui/cn';
import { type Bar } from './histogram-scale';
import { failedFill, outcomeFills } from '../parts/swatch';

// Two pixels of colour in an outline of one would be all outline.
const isThin = (name: Outcome | 'failed', pixels: number) => (name === 'late' || name === 'failed') && pixels < 4;

interface OutcomePartsProps {
  bar: Bar;
  /** Value at the top of the plot. */
  top: number;
  pixelsPerEvent: number;
}

/** What a bar is stacked of: outcomes of what arrived, and above them what failed to arrive. */
export function OutcomeParts({ bar, top, pixelsPerEvent }: OutcomePartsProps) {
  const parts = [
    ...outcomes.map((name) => ({ name, count: bar.counts[name], fill: outcomeFills[name] })),
    { name: 'failed' as const, count: bar.failed, fill: failedFill },
  ];
  return parts.map(({ name, count, fill }) => {
    if (count === 0) return null;
    // One event among hundreds is still seen: no part is thinner than its outline.
    return (
      <span
        key={name}
        className={cn(
          'block w-full',
          name === 'recorded' ? 'min-h-[3px]' : 'min-h-0.5',
          fill,
          isThin(name, count * pixelsPerEvent) && 'border-0',
        )}
        style={{ height: `${(count / top) * 100}%` }}
      />
    );
  });
}
