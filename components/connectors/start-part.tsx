'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';

import { useBackfill } from './use-backfill';
import { useConnectorAct } from './use-connector-act';

interface StartPartProps {
  connector: ConnectorAnswer;
  mayEdit: boolean;
  /** The check finds nothing wrong. */
  isReady: boolean;
  /** What follows from the start. */
  promise: string;
  /** Asks whether the users of before are carried on, too. */
  label: string;
  isFilledFirst: boolean;
}

/** The start of a draft, with the users of before by a job if wanted. */
export function StartPart({ connector, mayEdit, isReady, promise, label, isFilledFirst }: StartPartProps) {
  const [isFilled, setIsFilled] = useState(isFilledFirst);
  const start = useConnectorAct(connector);
  const fill = useBackfill(connector.id);
  if (!mayEdit) return <p className="text-body">An administrator starts it.</p>;
  const begin = () =>
    start.mutate('start', {
      onSuccess: () => {
        if (isFilled) fill.mutate();
      },
    });
  return (
    <>
      <p className="mb-2 text-body text-ink-2">{promise}</p>
      <Checkbox checked={isFilled} onCheckedChange={setIsFilled}>
        {label}
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
