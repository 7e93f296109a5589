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
  // Ticks that follow quickly build upon what was ticked, not upon what the server has answered so far.
  const chosen =
    change.isPending && change.variables.targets !== undefined ? change.variables.targets : setting.targets;
  const test = useAlertTest(apiPaths.alertRuleTest(rule));
  return (
    <li className="flex min-h-15 items-center gap-3 border-b px-6 py-2 max-phone:flex-wrap max-phone:px-3">
      <Toggle
        label={`Rule ${name}`}
        checked={isOn}
        disabled={!mayChange || change.isPending}
        onCheckedChange={(next) => change.mutate({ rule, isOn: next })}
      />
      <div className="min-w-0 flex-1 max-phone:basis-[calc(100%-56px)]">
        <p className="text-body font-medium">{name}</p>
        <p className="text-small text-ink-2">{meaning}</p>
      </div>
      <div className="flex items-center gap-3 max-phone:w-full max-phone:justify-between max-phone:pl-11">
        <span className="min-w-[120px] text-small text-ink-2">
          <Fired setting={setting} />
        </span>
        {mayChange && targets.length > 0 ? (
          <>
            <RuleTargets
              chosen={chosen}
              targets={targets}
              onChange={(next) => change.mutate({ rule, targets: next })}
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
  /** Null: all. */
  chosen: readonly number[] | null;
  targets: RuleRowProps['targets'];
  onChange: (targets: number[] | null) => void;
}

const all = 'all';

/** Which targets a rule tells: all, those that are ticked, or nobody. */
function RuleTargets({ chosen, targets, onChange }: RuleTargetsProps) {
  const options = [
    { value: all, label: 'All targets' },
    ...targets.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  const selected = chosen === null ? [all] : chosen.map(String);
  const change = (next: readonly string[]) => {
    const isAllNew = next.includes(all) && chosen !== null;
    onChange(isAllNew ? null : next.filter((value) => value !== all).map(Number));
  };
  return <FilterMenu setting name="Tells" anyWord="nobody" options={options} selected={selected} onChange={change} />;
}
