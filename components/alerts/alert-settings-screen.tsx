'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SectionHead } from '@/components/ui/page-parts';
import { SkeletonText } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/text/format';

import { alertSettingsQuery } from './alert-queries';
import { RuleRow } from './rule-row';
import { SentText } from './sent-text';
import { TargetList } from './target-list';

interface AlertSettingsScreenProps {
  /** The person is an administrator. */
  mayChange: boolean;
  /** Address that people open. */
  baseUrl: string;
}

/** `/settings/alerts`: which rules are on, and whom they tell. */
export function AlertSettingsScreen({ mayChange, baseUrl }: AlertSettingsScreenProps) {
  const query = useQuery(alertSettingsQuery);
  const { data, error } = query;
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={10} className="max-w-[760px] p-6 max-phone:p-3" />;
    return <FailedState what="The rules" error={toApiError(error)} onRetry={retry} />;
  }
  const on = data.rules.filter(({ isOn }) => isOn).length;
  const open = data.rules.reduce((sum, rule) => sum + rule.open, 0);
  return (
    <div className="flex min-h-full max-rail:flex-col">
      <section aria-label="Alert rules" className="min-w-0 flex-1">
        {error === null ? null : (
          <FailedBanner what="The rules" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
        )}
        <SectionHead
          title="Alert rules"
          note={`${formatCount(on)} on, ${formatCount(open)} open`}
          className="border-b px-6 max-phone:px-3"
        />
        <ul aria-label="Alert rules">
          {data.rules.map((setting) => (
            <RuleRow key={setting.rule} setting={setting} targets={data.targets} mayChange={mayChange} />
          ))}
        </ul>
        {mayChange ? null : (
          <p className="px-6 py-3 text-small text-ink-2 max-phone:px-3">
            Only an administrator can change rules and targets.
          </p>
        )}
      </section>
      <aside className="w-[372px] shrink-0 border-l bg-ground max-rail:w-full max-rail:border-t max-rail:border-l-0">
        <TargetList settings={data} mayChange={mayChange} />
        <SentText baseUrl={baseUrl} />
      </aside>
    </div>
  );
}
