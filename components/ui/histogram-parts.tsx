import { type Outcome, outcomes } from '@/lib/events/outcome';

import { cn } from './cn';
import { type Bar } from './histogram-scale';
import { outcomeFills } from './swatch';

// Two pixels of amber in an outline of one would be all outline.
const isThin = (outcome: Outcome, pixels: number) => outcome === 'late' && pixels < 4;

interface OutcomePartsProps {
  bar: Bar;
  /** Value at the top of the plot. */
  top: number;
  pixelsPerEvent: number;
}

/** What a bar is stacked of. */
export function OutcomeParts({ bar, top, pixelsPerEvent }: OutcomePartsProps) {
  return outcomes.map((outcome) => {
    const count = bar.counts[outcome];
    if (count === 0) return null;
    // One event among hundreds is still seen: no part is thinner than its outline.
    return (
      <span
        key={outcome}
        className={cn(
          'block w-full',
          outcome === 'recorded' ? 'min-h-[3px]' : 'min-h-0.5',
          outcomeFills[outcome],
          isThin(outcome, count * pixelsPerEvent) && 'border-0',
        )}
        style={{ height: `${(count / top) * 100}%` }}
      />
    );
  });
}
