'use client';

import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isKeyReady } from '@/lib/connectors/hubspot/hubspot-steps';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';

import { FromTerminal } from '../from-terminal';
import { useConnectorSearch } from '../use-connector-search';
import { WizardFrame } from '../wizard-frame';
import { KeyStep } from './key-step';
import { MappingStep } from './mapping-step';
import { PolicyStep } from './policy-step';
import { PortalStep } from './portal-step';
import { StartStep } from './start-step';
import { useHubspotCheck } from './use-hubspot-check';
import { useHubspotEdit } from './use-hubspot-edit';

interface HubspotSetupProps {
  connector: ConnectorAnswer;
  config: HubspotConfig;
  mayEdit: boolean;
}

const steps = 5;

/** The steps of a draft, one at a time; the address tells which. Nothing is written to contacts before Start. */
export function HubspotSetup(props: HubspotSetupProps) {
  if (props.mayEdit) return <Steps {...props} />;
  return (
    <WizardFrame kind="hubspot" current={1}>
      <h2 className="text-sentence">Not started yet</h2>
      <p className="text-body text-ink-2">An administrator sets it up and starts it.</p>
    </WizardFrame>
  );
}

function Steps({ connector, config }: HubspotSetupProps) {
  const { search, set } = useConnectorSearch();
  // The key of a portal that is known was accepted once: the other steps are open.
  const open = config.portal === null ? 1 : steps;
  const current = Math.min(Math.max(search.step ?? (config.portal === null ? 1 : 2), 1), open);
  const check = useHubspotCheck(connector, true, current === 1);
  const edit = useHubspotEdit(connector, config);
  const go = (step: number) => set({ step });
  const [back, next] = [() => go(current - 1), () => go(current + 1)];
  const isRefused = check.data !== undefined && !isKeyReady(check.data);
  return (
    <WizardFrame
      kind="hubspot"
      current={current}
      open={isRefused ? 1 : open}
      onStep={go}
      aside={<FromTerminal {...(edit.input ?? { name: connector.name, config })} />}
    >
      {current === 1 ? <KeyStep connector={connector} check={check} edit={edit} onNext={next} /> : null}
      {current === 2 ? <PortalStep connector={connector} check={check} onBack={back} onNext={next} /> : null}
      {current === 3 ? <PolicyStep edit={edit} onBack={back} onNext={next} /> : null}
      {current === 4 ? <MappingStep connector={connector} edit={edit} onBack={back} onNext={next} /> : null}
      {current === 5 ? <StartStep connector={connector} check={check} onBack={back} onPortal={() => go(2)} /> : null}
    </WizardFrame>
  );
}
