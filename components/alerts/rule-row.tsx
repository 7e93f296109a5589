'use client';

import { FilterMenu } from '@/components/parts/filter-menu';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { Toggle } from '@/components/ui/toggle';
import { type AlertSettingsAnswer } from '@/lib/alerts/alert-answers';
import { ruleWords } from '@/lib/alerts/rule-words';
import { apiPaths, paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';

import { useAlertTest, useRuleChange } from './use-alert-settings';

interface RuleRowProps {
  setting: AlertSettingsAnswer['rules'][number];
  targets: AlertSettingsAnswer['targets'];
  mayChange: boolean;
}

/** One rule: whether it is on, whom it tells, when it fired last. */
export function RuleRow({ setting, targets, mayChange }: RuleRowProps) {
  const { rule, isOn } = setting;
  const { name, meaning } = ruleWords[rule];
  const change = useRuleChange();
  const test = useAlertTest(apiPaths.alertRuleTest(rule));
  return (
    <li className="flex min-h-15 items-center gap-3 border-b px-6 py-2 max-phone:flex-wrap max-phone:px-3">
      <Toggle
        label={`Rule ${name}`}
        checked={isOn}
        disabled={!mayChange || change.isPending}
        onCheckedChange={(next) => change.mutate({ ...setting, isOn: next })}
      />
      <div className="min-w-0 flex-1 max-phone:basis-[calc(100%-56px)]">
        <p className="text-body font-medium">{name}</p>
        <p className="text-small text-ink-2">{meaning}</p>
      </div>
      <div className="flex items-center gap-3 max-phone:w-full max-phone:justify-between max-phone:pl-11">
        <span className="min-w-[120px] text-small text-ink-2">
          <Fired setting={setting} />
        </span>
        {mayChange ? (
          <>
            <RuleTargets
              setting={setting}
              targets={targets}
              onChange={(next) => change.mutate({ ...setting, targets: next })}
            />
            <Button busy={test.isPending} aria-label={`Test the rule ${name}`} onClick={() => test.mutate()}>
              Test
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}

function Fired({ setting: { rule, isOn, open, lastOpenedAtMs } }: Pick<RuleRowProps, 'setting'>) {
  if (!isOn) return 'off';
  if (open > 0) return <TextLink href={`${paths.alerts}?rule=${rule}`}>{`${formatCount(open)} open`}</TextLink>;
  if (lastOpenedAtMs === null) return 'never fired';
  return (
    <>
      last <Time ms={lastOpenedAtMs} />
    </>
  );
}

interface RuleTargetsProps {
  setting: RuleRowProps['setting'];
  targets: RuleRowProps['targets'];
  onChange: (targets: number[] | null) => void;
}

/** Which targets a rule tells: all, unless some are chosen. */
function RuleTargets({ setting, targets, onChange }: RuleTargetsProps) {
  const options = targets.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FilterMenu
      name="Tells"
      anyWord={setting.targets === null ? 'all targets' : 'nobody'}
      options={options}
      selected={(setting.targets ?? []).map(String)}
      onChange={(chosen) => onChange(chosen.length === 0 ? null : chosen.map(Number))}
    />
  );
}
