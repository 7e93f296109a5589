import { Graduation, type ScaleLabel } from '@/components/charts/graduation';
import { ticksOf } from '@/components/charts/job-meter';
import { staffFills } from '@/components/charts/segment-staff';
import { cn } from '@/components/ui/cn';
import { type RedeliveryPlan } from '@/lib/jobs/redelivery-plan';
import { formatCount, formatCounted } from '@/lib/text/format';

/** Pixels that the meter has in the sheet. */
const widthPx = 436;

/** A part shorter than this share of the meter has no room for its label. */
const labelledFrom = 0.25;

/** How a bulk redelivery is cut: what is tried first, what a filter requests together, and what goes one by one. */
export function PlanMeter({ plan }: { plan: RedeliveryPlan }) {
  const { first, slices, singles } = plan;
  const sliced = slices.reduce((sum, size) => sum + size, 0);
  const total = first + sliced + singles;
  const parts = [
    { value: first, fill: 'bg-accent' },
    ...slices.map((value) => ({ value, fill: staffFills.unchanged })),
    { value: singles, fill: staffFills.hollow },
  ].filter(({ value }) => value > 0);
  return (
    <div role="img" aria-label={planText(plan)} className="mt-2">
      <div className="flex h-2.5 gap-px">
        {parts.map(({ value, fill }, place) => (
          <div key={place} className={cn('h-full min-w-[3px] basis-0', fill)} style={{ flexGrow: value }} />
        ))}
      </div>
      <Graduation max={total} ticks={ticksOf(total, widthPx)} labels={labelsOf({ first, sliced, singles, slices })} />
    </div>
  );
}

/** "Tried first 3, 274 by 2 filters, 20 one by one". */
function planText({ first, slices, singles }: RedeliveryPlan): string {
  const sliced = slices.reduce((sum, size) => sum + size, 0);
  return [
    `Tried first ${formatCount(first)}`,
    ...(sliced === 0 ? [] : [`${formatCount(sliced)} by ${formatCounted(slices.length, 'filter')}`]),
    ...(singles === 0 ? [] : [`${formatCount(singles)} one by one`]),
  ].join(', ');
}

interface Lengths extends Pick<RedeliveryPlan, 'first' | 'slices' | 'singles'> {
  sliced: number;
}

function labelsOf({ first, slices, sliced, singles }: Lengths): ScaleLabel[] {
  const total = first + sliced + singles;
  const fits = (length: number) => length / total >= labelledFrom;
  return [
    { at: 0, text: `${formatCount(first)} first` },
    ...(fits(sliced) ? [{ at: first + sliced / 2, text: formatCounted(slices.length, 'slice') }] : []),
    ...(fits(singles) ? [{ at: first + sliced + singles / 2, text: 'one by one' }] : []),
    { at: total, text: formatCount(total) },
  ];
}
