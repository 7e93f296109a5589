'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';

import { useFill } from '../hubspot/start-step';
import { SetupPart } from '../setup-part';
import { useConnectorAct } from '../use-connector-act';
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
    <WizardFrame kind="rest" current={isReady ? 3 : 2}>
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
          <Start connector={connector} mayEdit={mayEdit} isReady={isReady} />
        </SetupPart>
      </div>
    </WizardFrame>
  );
}

function Start({ connector, mayEdit, isReady }: { connector: ConnectorAnswer; mayEdit: boolean; isReady: boolean }) {
  // Off: whether the CRM takes what is written shows with the first user.
  const [isFilled, setIsFilled] = useState(false);
  const start = useConnectorAct(connector);
  const fill = useFill(connector.id);
  if (!mayEdit) return <p className="text-body">An administrator starts it.</p>;
  const begin = () =>
    start.mutate('start', {
      onSuccess: () => {
        if (isFilled) fill.mutate();
      },
    });
  return (
    <>
      <p className="mb-2 text-body text-ink-2">
        From the start on, every change of a user is carried on within seconds. What the CRM refuses is told at the
        user.
      </p>
      <Checkbox checked={isFilled} onCheckedChange={setIsFilled}>
        Bring every user that is here already into step, too
      </Checkbox>
      <div>
        <Button
          icon={Play}
          variant="primary"
          busy={start.isPending}
          disabled={!isReady}
          onClick={begin}
          className="mt-3"
        >
          Start
        </Button>
        {isReady ? null : <span className="ml-3 text-small text-ink-2">once the check finds nothing wrong</span>}
      </div>
    </>
  );
}
