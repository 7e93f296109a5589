import { type Outcome } from '@/lib/events/outcome';

import { cn } from '../ui/cn';

/** Fill of an outcome in charts; `recorded` is a hollow box. */
export const outcomeFills: Record<Outcome, string> = {
  applied: 'bg-c-applied',
  unchanged: 'bg-c-unchanged',
  recorded: 'border border-tick bg-face',
  test: 'bg-c-test',
  late: 'border border-c-late-edge bg-c-late',
  error: 'bg-c-error',
};

/** Fill of deliveries that failed: hollow, because nothing arrived. */
export const failedFill = 'border border-c-error bg-bad-tint';

/** The mark of an outcome in legends and facets, identical to its part of the chart. */
export function Swatch({ outcome, className }: { outcome: Outcome | 'failed'; className?: string | undefined }) {
  const fill = outcome === 'failed' ? failedFill : outcomeFills[outcome];
  return <span aria-hidden="true" className={cn('inline-block h-3 w-2 shrink-0', fill, className)} />;
}
