'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { targetOf } from '@/lib/connectors/connector-words';
import { type TableKind } from '@/lib/connectors/table-config';
import { apiPaths } from '@/lib/paths';

import { refreshConnectors } from './connector-queries';
import { DatabaseCheck, useConnectorCheck } from './database-check';
import { SetupPart } from './setup-part';
import { useConnectorAct, useFailure } from './use-connector-act';
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
    <WizardFrame kind={kind} current={isReady ? 3 : 2}>
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
          <Start connector={connector} mayEdit={mayEdit} isReady={isReady} />
        </SetupPart>
      </div>
    </WizardFrame>
  );
}

function Start({ connector, mayEdit, isReady }: { connector: ConnectorAnswer; mayEdit: boolean; isReady: boolean }) {
  const [isFilled, setIsFilled] = useState(true);
  const queries = useQueryClient();
  const failed = useFailure();
  const start = useConnectorAct(connector);
  const fill = useMutation({
    mutationFn: () => postJson(apiPaths.connectorAct(connector.id, 'backfill')),
    onError: (thrown) => failed('The users of before could not be brought into step', thrown),
    onSettled: () => void refreshConnectors(queries),
  });
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
        From the start on, every change of a user is written within seconds. A row that is newer is left alone.
      </p>
      <Checkbox checked={isFilled} onCheckedChange={setIsFilled}>
        Write every user that is here already, too
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
