import { LimitStaff } from '@/components/charts/limit-staff';
import { DisablingForecast } from '@/components/parts/disabling-forecast';
import { type BudgetNow } from '@/lib/alerts/alert-answers';
import { nearerLimit } from '@/lib/streams/failure-budget';
import { formatCount, formatPercent } from '@/lib/text/format';

/** The limit that is nearer, how much of it is used now, and when it is reached if this goes on. */
export function AlertBudget({ budget }: { budget: BudgetNow }) {
  const { value, limit, inARow } = nearerLimit(budget);
  const label = inARow ? 'Failed since the last arrival' : 'Total failed';
  return (
    <section aria-label="Failure budget now" className="mt-3">
      <p className="mb-1 flex items-baseline justify-between gap-2 text-small text-ink-2">
        <span>{label}</span>
        <span>{`${formatCount(value)} of ${formatCount(limit)} · ${formatPercent(value / limit)}`}</span>
      </p>
      <LimitStaff label={label} value={value} limit={limit} />
      {budget.status === 'enabled' ? <DisablingForecast atMs={budget.forecastAtMs} /> : null}
    </section>
  );
}
