'use client';

import { KeyRound } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { type ConnectorAnswer, type ConnectorCheckAnswer } from '@/lib/connectors/connector-answers';
import { keyReason, keyTitle, missingScopes } from '@/lib/connectors/hubspot/hubspot-steps';

import { Findings } from '../findings';
import { GiveKey } from './give-key';
import { KeyGuide } from './key-guide';
import { ScopeList } from './scope-list';
import { StepFoot } from './step-foot';
import { type HubspotEdit } from './use-hubspot-edit';
import { type HubspotChecked } from './use-hubspot-check';

interface KeyStepProps {
  connector: ConnectorAnswer;
  check: HubspotChecked;
  edit: HubspotEdit;
  onNext: () => void;
}

/** Step 1: whether the key is accepted, and has what it needs. It looks again by itself. */
export function KeyStep({ connector, check, edit, onNext }: KeyStepProps) {
  const { data } = check;
  const portal = data?.hubspot?.portal ?? null;
  return (
    <div className="max-w-[640px]">
      <h2 className="text-sentence">{data === undefined ? 'Looking at the key' : keyTitle(data)}</h2>
      <p className="mb-4 text-body text-ink-2">
        Streamgauge reads and writes contacts with a service key of your portal, stored encrypted on this server.
      </p>
      <KeyGuide />
      <GiveKey connector={connector} mayEdit onGiven={() => void check.refetch()} />
      <KeyCheck check={check} />
      <StepFoot
        onNext={() => edit.save(onNext, { portal })}
        reason={data === undefined ? 'Next opens when the key was looked at' : keyReason(data)}
        isBusy={edit.isSaving}
      />
    </div>
  );
}

/** What is known of the key, and a way to look again. */
export function KeyCheck({ check: { data, error, isFetching, refetch, dataUpdatedAt } }: { check: HubspotChecked }) {
  const again = () => void refetch();
  return (
    <section aria-label="Check" className="mt-6">
      <div className="mb-2 flex flex-wrap items-center gap-x-3">
        <h3 className="text-heading">Check</h3>
        {data === undefined ? null : (
          <span className="text-small text-ink-2 [&_time]:font-sans [&_time]:text-small">
            <DayTime ms={dataUpdatedAt} />, all of it reads
          </span>
        )}
        <Button busy={isFetching} onClick={again} className="ml-auto">
          Check again
        </Button>
      </div>
      {data === undefined && error === null ? <SkeletonText lines={5} className="max-w-[420px]" /> : null}
      {data === undefined && error !== null ? (
        <FailedState what="The check" error={toApiError(error)} onRetry={again} />
      ) : null}
      {data?.hubspot === undefined ? null : <KeyFound check={data} hubspot={data.hubspot} />}
    </section>
  );
}

function KeyFound({
  check,
  hubspot,
}: {
  check: ConnectorCheckAnswer;
  hubspot: NonNullable<ConnectorCheckAnswer['hubspot']>;
}) {
  if (hubspot.portal === null) return <Findings findings={check.findings} />;
  const missing = missingScopes(hubspot);
  return (
    <>
      <ScopeList {...hubspot} />
      {missing.length === 0 ? null : <ScopeFix names={missing} />}
    </>
  );
}

function ScopeFix({ names }: { names: readonly string[] }) {
  return (
    <div role="note" className="mt-4 flex gap-3 bg-bad-tint px-4 py-3">
      <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="text-body font-semibold break-words text-bad">{`Add ${names.join(', ')} to the service key`}</p>
        <p className="text-small text-ink-2">
          Edit the key in HubSpot, tick what is missing and save. The key itself stays the same, so there is nothing to
          paste. This step checks itself every 5 s.
        </p>
      </div>
    </div>
  );
}
