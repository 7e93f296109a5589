'use client';

import { SlidersHorizontal } from 'lucide-react';

import { FilterMenu } from '@/components/parts/filter-menu';
import { ButtonLink } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type AlertListAnswer } from '@/lib/alerts/alert-answers';
import { ruleWords } from '@/lib/alerts/rule-words';
import { alertRules } from '@/lib/concerns/sign';
import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';

import { useAlertSearch } from './use-alert-search';

const views = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
] as const;

const ruleOptions = alertRules.map((rule) => ({ value: rule, label: ruleWords[rule].name }));

/** Which alerts are shown; at the right how many are not over. */
export function AlertFilterBar({ counts }: { counts: AlertListAnswer['counts'] | undefined }) {
  const { search, set } = useAlertSearch();
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-6 py-1 max-phone:px-3">
      <div role="group" aria-label="View and filters" className="flex min-w-0 items-center gap-2">
        <SegmentedControl
          label="View"
          value={search.view}
          onValueChange={(view) => set({ view, open: null })}
          options={views}
        />
        <FilterMenu
          name="Rule"
          single
          options={ruleOptions}
          selected={search.rule === null ? [] : [search.rule]}
          onChange={([rule]) => set({ rule: alertRules.find((known) => known === rule) ?? null, open: null })}
        />
      </div>
      <div className="ml-auto flex items-center gap-3">
        {counts === undefined ? null : (
          <span role="status" className="text-small text-ink-2">
            {`${formatCount(counts.open)} open, ${formatCount(counts.acknowledged)} acknowledged, ${formatCount(counts.snoozed)} snoozed`}
          </span>
        )}
        <ButtonLink href={paths.alertSettings} icon={SlidersHorizontal}>
          Rules
        </ButtonLink>
      </div>
    </div>
  );
}
