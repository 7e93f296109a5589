'use client';

import { useState } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextButton } from '@/components/ui/text-link';
import { type Lane } from '@/lib/connectors/connector';
import { visibleText } from '@/lib/text/outside-text';

import { useLaneAct } from './use-connector-act';

/** What an operator can do about a lane that fails. */
export function LaneActs({ connectorId, lane }: { connectorId: number; lane: Lane }) {
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, variables } = useLaneAct(connectorId, () => setIsAsking(false));
  const name = visibleText(lane.key);
  const isFailing = lane.state === 'retrying' || lane.state === 'review';
  // A value that a column refuses has no event to pass over.
  const isSkippable = lane.state === 'review' && lane.reason !== 'value_refused';
  if (!isFailing && !isAsking) return null;
  return (
    <>
      {isFailing ? (
        <TextButton
          aria-label={`Retry now: ${name}`}
          disabled={isPending}
          onClick={() => mutate({ lane, act: 'push' })}
        >
          Retry now
        </TextButton>
      ) : null}
      {isSkippable ? (
        <TextButton aria-label={`Skip the event of ${name}…`} disabled={isPending} onClick={() => setIsAsking(true)}>
          Skip…
        </TextButton>
      ) : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Skip this event?"
        description={`The event that keeps failing for ${name} will never be sent by this connector. Later events of the same user go on after it.`}
        confirmLabel="Skip the event"
        cancelLabel="Keep it"
        danger
        busy={isPending && variables.act === 'skip'}
        needless={!isSkippable}
        onConfirm={() => mutate({ lane, act: 'skip' })}
      >
        {isSkippable ? null : <p className="mt-2">It was tried again meanwhile: there is nothing to skip now.</p>}
      </ConfirmDialog>
    </>
  );
}
