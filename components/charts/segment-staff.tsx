import { formatCount } from '@/lib/text/format';

import { cn } from '../ui/cn';
import { Graduation, type ScaleLabel, type Ticks } from './graduation';

export interface StaffSegment {
  key: string;
  label: string;
  value: number;
  fill: StaffFill;
}

/** `hollow`: nothing was done; `hollow-error`: it was not even taken. Neither needs a colour of its own. */
export type StaffFill =
  'applied' | 'error' | 'asked' | 'unchanged' | 'late' | 'tick' | 'hollow' | 'hollow-error' | 'hatch';

/** Also the swatches of a legend, so that they look like what they name. */
export const staffFills: Record<StaffFill, string> = {
  applied: 'bg-c-applied',
  error: 'bg-c-error',
  asked: 'hatch-asked',
  unchanged: 'bg-c-unchanged',
  late: 'border border-c-late-edge bg-c-late',
  tick: 'bg-tick',
  hollow: 'border border-tick bg-face',
  'hollow-error': 'border border-c-error bg-bad-tint',
  hatch: 'hatch border border-line-2 bg-face',
};

interface SegmentStaffProps {
  label: string;
  segments: readonly StaffSegment[];
  /** Full length; what the segments do not fill stays empty. */
  total: number;
  height?: number | undefined;
  ticks?: Ticks | undefined;
  labels?: readonly ScaleLabel[] | undefined;
  className?: string | undefined;
}

/** A whole made of parts that move from one state to the next: steps done, deliveries recovered. Its length is the total. */
export function SegmentStaff({ label, segments, total, height = 8, ticks, labels, className }: SegmentStaffProps) {
  const safeTotal = total > 0 ? total : 1;
  const parts = segments.filter((segment) => segment.value > 0);
  const text = parts.map((segment) => `${segment.label} ${formatCount(segment.value)}`).join(', ');
  return (
    <div role="img" aria-label={`${label}: ${text || 'nothing yet'}, of ${formatCount(total)}`} className={className}>
      <div className="flex bg-sunk" style={{ height }}>
        {parts.map((segment) => (
          <div
            key={segment.key}
            className={cn('h-full transition-[width] duration-240 ease-out', staffFills[segment.fill])}
            style={{ width: `${(segment.value / safeTotal) * 100}%` }}
          />
        ))}
      </div>
      <Graduation
        max={safeTotal}
        ticks={ticks ?? { every: safeTotal / 50, middle: safeTotal / 10, long: safeTotal / 5 }}
        labels={labels}
      />
    </div>
  );
}
