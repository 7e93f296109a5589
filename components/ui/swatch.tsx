import { type Outcome } from '@/lib/events/outcome';

import { cn } from './cn';

/** Fill of an outcome in charts; `recorded` is a hollow box. */
export const outcomeFills: Record<Outcome, string> = {
  applied: 'bg-c-applied',
  unchanged: 'bg-c-unchanged',
  recorded: 'border border-tick bg-face',
  test: 'bg-c-test',
  late: 'border border-c-late-edge bg-c-late',
  error: 'bg-c-error',
};

/** The mark of an outcome in legends and facets, identical to its part of the chart. */
export function Swatch({ outcome, className }: { outcome: Outcome; className?: string | undefined }) {
  return <span aria-hidden="true" className={cn('inline-block h-3 w-2 shrink-0', outcomeFills[outcome], className)} />;
}
