'use client';

import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { targetOf } from '@/lib/connectors/connector-words';
import { type TableKind } from '@/lib/connectors/table-config';

import { DatabaseCheck, useConnectorCheck } from './database-check';
import { FromTerminal } from './from-terminal';
import { SetupPart } from './setup-part';
import { StartPart } from './start-part';
import { useConnectorSearch } from './use-connector-search';
import { WizardFrame } from './wizard-frame';

interface TableSetupProps {
  connector: ConnectorAnswer;
  kind: TableKind;
  mayEdit: boolean;
}

/** What is left to do of a draft: see that the table takes a row, start. */
export function TableSetup({ connector, kind, mayEdit }: TableSetupProps) {
  const { set } = useConnectorSearch();
  const check = useConnectorCheck(connector, mayEdit);
  const isReady = check.data?.isReady === true;
  return (
    <WizardFrame kind={kind} current={isReady ? 3 : 2} aside={<FromTerminal {...connector} />}>
      <div className="flex max-w-[640px] flex-col">
        <div className="pb-4">
          <h2 className="text-sentence">Not started yet</h2>
          <p className="text-body break-words text-ink-2">
            {'It will keep one row for each user in '}
            <OutsideText className="font-medium text-ink">{targetOf(connector.config)}</OutsideText>.{' '}
            {mayEdit ? <TextButton onClick={() => set({ tab: 'settings' })}>Change</TextButton> : null}
          </p>
        </div>
        <SetupPart title="Check">
          {mayEdit ? <DatabaseCheck id={connector.id} check={check} /> : 'An administrator checks it.'}
        </SetupPart>
        <SetupPart title="Start">
          <StartPart
            connector={connector}
            mayEdit={mayEdit}
            isReady={isReady}
            promise="From the start on, every change of a user is written within seconds. A row that is newer is left alone."
            label="Write every user that is here already, too"
            isFilledFirst
          />
        </SetupPart>
      </div>
    </WizardFrame>
  );
}
