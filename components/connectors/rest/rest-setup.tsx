'use client';

import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';

import { FromTerminal } from '../from-terminal';
import { SetupPart } from '../setup-part';
import { StartPart } from '../start-part';
import { useConnectorSearch } from '../use-connector-search';
import { WizardFrame } from '../wizard-frame';
import { RestCheck, useRestCheck } from './rest-check';

interface RestSetupProps {
  connector: ConnectorAnswer;
  config: RestConfig;
  mayEdit: boolean;
}

/** What is left to do of a draft: see that records are found, start. */
export function RestSetup({ connector, config, mayEdit }: RestSetupProps) {
  const { set } = useConnectorSearch();
  const check = useRestCheck(connector, mayEdit);
  const isReady = check.data?.isReady === true;
  return (
    <WizardFrame kind="rest" current={isReady ? 3 : 2} aside={<FromTerminal {...connector} />}>
      <div className="flex max-w-[640px] flex-col">
        <div className="pb-4">
          <h2 className="text-sentence">Not started yet</h2>
          <p className="text-body break-words text-ink-2">
            {'It will keep one record for each user in the CRM at '}
            <OutsideText className="font-medium text-ink">{config.baseUrl}</OutsideText>.{' '}
            {mayEdit ? <TextButton onClick={() => set({ tab: 'settings' })}>Change</TextButton> : null}
          </p>
        </div>
        <SetupPart title="Check">{mayEdit ? <RestCheck check={check} /> : 'An administrator checks it.'}</SetupPart>
        <SetupPart title="Start">
          {/* Off: whether the CRM takes what is written shows with the first user. */}
          <StartPart
            connector={connector}
            mayEdit={mayEdit}
            isReady={isReady}
            promise="From the start on, every change of a user is carried on within seconds. What the CRM refuses is told at the user."
            label="Bring every user that is here already into step, too"
            isFilledFirst={false}
          />
        </SetupPart>
      </div>
    </WizardFrame>
  );
}
