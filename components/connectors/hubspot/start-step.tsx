'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';

import { useNavFacts } from '@/components/shell/nav-query';
import { Button } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer, type ConnectorCheckAnswer } from '@/lib/connectors/connector-answers';
import { formatCounted } from '@/lib/text/format';

import { useBackfill } from '../use-backfill';
import { useConnectorAct } from '../use-connector-act';
import { Findings } from '../findings';
import { type HubspotChecked } from './use-hubspot-check';

interface StartStepProps {
  connector: ConnectorAnswer;
  check: HubspotChecked;
  onBack: () => void;
  /** Goes to the step in which properties are made. */
  onPortal: () => void;
}

/** Step 5: from now on, or with every user that is here already. */
export function StartStep({ connector, check, onBack, onPortal }: StartStepProps) {
  const [scope, setScope] = useState<'now' | 'all'>('now');
  const start = useConnectorAct(connector);
  const fill = useBackfill(connector.id);
  const users = useNavFacts()?.users ?? null;
  const isReady = check.data?.isReady === true;
  const count = users === null ? 'every user' : formatCounted(users, 'user');
  const begin = () =>
    start.mutate('start', {
      onSuccess: () => {
        if (scope === 'all') fill.mutate();
      },
    });
  return (
    <div className="max-w-[640px]">
      <h2 className="text-sentence">{isReady ? 'Ready to start' : 'Not ready yet'}</h2>
      <p className="mb-4 text-body text-ink-2">
        Until now HubSpot was only read, but for properties that you have made here.
      </p>
      <SegmentedControl
        label="Start"
        value={scope}
        onValueChange={setScope}
        options={[
          { value: 'now', label: 'From now on' },
          { value: 'all', label: 'With every user' },
        ]}
        className="w-fit"
      />
      <p role="status" className="mt-2 text-body">
        {scope === 'now'
          ? 'A user’s contact is brought into step when the user changes next. Nobody is waiting.'
          : `Changes are carried on from now, and ${count} of the mirror are brought into step beside them.`}
      </p>
      <Wrong check={check.data} onPortal={onPortal} />
      <div className="sticky bottom-0 z-2 mt-6 flex flex-wrap items-center gap-2 border-t bg-face py-3">
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
        <span className="ml-auto text-small text-ink-2">
          {isReady ? 'From here on contacts are written' : 'Start opens when the check finds nothing wrong'}
        </span>
        <Button icon={Play} variant="primary" busy={start.isPending} disabled={!isReady} onClick={begin}>
          Start
        </Button>
      </div>
    </div>
  );
}

/** What keeps it from starting. */
function Wrong({ check, onPortal }: { check: ConnectorCheckAnswer | undefined; onPortal: () => void }) {
  const wrong = check?.findings.filter(({ tone }) => tone === 'bad') ?? [];
  if (check === undefined || wrong.length === 0) return null;
  return (
    <div className="mt-4">
      <Findings findings={wrong} />
      {check.hubspot === undefined || check.hubspot.missing.length === 0 ? null : (
        <TextButton onClick={onPortal}>Make the missing properties</TextButton>
      )}
    </div>
  );
}
