'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type WebhookConfig } from '@/lib/connectors/connector-config';
import { formatCounted } from '@/lib/text/format';

import { FromTerminal } from './from-terminal';
import { HubspotSetup } from './hubspot/hubspot-setup';
import { RestSetup } from './rest/rest-setup';
import { ReceiverCode } from './receiver-code';
import { SetupPart } from './setup-part';
import { SigningSecret } from './signing-secret';
import { TableSetup } from './table-setup';
import { TestMessage } from './test-message';
import { useConnectorAct } from './use-connector-act';
import { useConnectorSearch } from './use-connector-search';
import { WizardFrame } from './wizard-frame';

interface SetupTabProps {
  connector: ConnectorAnswer;
  mayAct: boolean;
  mayEdit: boolean;
}

/** What is left to do of a draft. */
export function SetupTab(props: SetupTabProps) {
  const { config } = props.connector;
  switch (config.kind) {
    case 'webhook':
      return <WebhookSetup {...props} config={config} />;
    case 'postgres':
    case 'mysql':
      return <TableSetup connector={props.connector} kind={config.kind} mayEdit={props.mayEdit} />;
    case 'hubspot':
      return <HubspotSetup connector={props.connector} config={config} mayEdit={props.mayEdit} />;
    case 'rest':
      return <RestSetup connector={props.connector} config={config} mayEdit={props.mayEdit} />;
  }
}

/** Bring the secret to the receiver, try it, start. */
function WebhookSetup({ connector, config, mayAct, mayEdit }: SetupTabProps & { config: WebhookConfig }) {
  const [isTested, setIsTested] = useState(false);
  return (
    <WizardFrame kind="webhook" current={isTested ? 4 : 2} aside={<FromTerminal {...connector} />}>
      <div className="flex max-w-[640px] flex-col">
        <Summary config={config} mayEdit={mayEdit} />
        <SetupPart title="Signing secret">
          <SigningSecret connector={connector} mayEdit={mayEdit} />
          <p className="mt-3 mb-1 text-body text-ink-2">The receiver checks with it that a request is from here:</p>
          <ReceiverCode />
        </SetupPart>
        {mayAct ? (
          <SetupPart title="Test message">
            <TestMessage id={connector.id} onTaken={() => setIsTested(true)} />
          </SetupPart>
        ) : null}
        <SetupPart title="Start">
          <Start connector={connector} mayEdit={mayEdit} />
        </SetupPart>
      </div>
    </WizardFrame>
  );
}

function Summary({ config, mayEdit }: { config: WebhookConfig; mayEdit: boolean }) {
  const { set } = useConnectorSearch();
  const types = config.types === null ? 'every event' : `events of ${formatCounted(config.types.length, 'type')}`;
  return (
    <div className="pb-4">
      <h2 className="text-sentence">Not started yet</h2>
      <p className="text-body break-words text-ink-2">
        {`It will post ${types} to `}
        <OutsideText className="font-medium text-ink">{config.url}</OutsideText>.{' '}
        {mayEdit ? <TextButton onClick={() => set({ tab: 'settings' })}>Change</TextButton> : null}
      </p>
    </div>
  );
}

function Start({ connector, mayEdit }: { connector: ConnectorAnswer; mayEdit: boolean }) {
  const { mutate, isPending } = useConnectorAct(connector);
  return (
    <>
      <p className="text-body text-ink-2">
        It starts from now on: every event that arrives after the start is carried on. What is in the log already is not
        sent.
      </p>
      {mayEdit ? (
        <Button icon={Play} variant="primary" busy={isPending} onClick={() => mutate('start')} className="mt-3">
          Start
        </Button>
      ) : (
        <p className="mt-2 text-body">An administrator starts it.</p>
      )}
    </>
  );
}
