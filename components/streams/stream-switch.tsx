'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { patchJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useToast } from '@/components/ui/toast';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';
import { type EventStream } from '@/lib/streams/stream';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { isolatedText } from '@/lib/text/outside-text';

import { streamsKey } from './stream-queries';

type Wanted = 'enabled' | 'disabled';

/** Enables or disables the event stream at Auth0, after saying what Auth0 does with events meanwhile. */
export function StreamSwitch({ answer, mayAct }: { answer: StreamDetailAnswer; mayAct: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const isOn = answer.stream.status === 'enabled';
  // What the dialog asked when it opened: an update meanwhile must not reverse the question.
  const [wanted, setWanted] = useState<Wanted>('disabled');
  const change = useStatusChange(answer.stream, () => setIsAsking(false));
  const isDone = answer.stream.status === wanted && !change.isPending && !change.isSuccess;
  const ask = () => {
    change.reset();
    setWanted(isOn ? 'disabled' : 'enabled');
    setIsAsking(true);
  };
  return (
    <>
      <Button disabled={!mayAct} title={mayAct ? undefined : 'This needs the role operator.'} onClick={ask}>
        {isOn ? 'Disable…' : 'Enable…'}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={wanted === 'disabled' ? 'Disable this event stream?' : 'Enable this event stream?'}
        confirmLabel={wanted === 'disabled' ? 'Disable' : 'Enable'}
        danger={wanted === 'disabled'}
        busy={change.isPending}
        needless={isDone}
        error={change.error === null ? null : errorText(change.error)}
        onConfirm={() => change.mutate(wanted)}
      >
        <Words answer={answer} wanted={wanted} isDone={isDone} />
      </ConfirmDialog>
    </>
  );
}

interface WordsProps {
  answer: StreamDetailAnswer;
  wanted: Wanted;
  isDone: boolean;
}

function Words({ answer: { failedNow, failuresKnown }, wanted, isDone }: WordsProps) {
  if (isDone) return <p role="status">{`It is already ${wanted}: another person, or Auth0, did it meanwhile.`}</p>;
  return wanted === 'disabled' ? (
    <WhatDisablingDoes failedNow={failedNow} />
  ) : (
    <WhatEnablingDoes failedNow={failedNow} known={failuresKnown} />
  );
}

/** Switches an event stream at Auth0, and says so once it is done. */
export function useStatusChange({ id, name }: EventStream, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (status: Wanted) => patchJson<EventStream>(apiPaths.stream(id), { status }),
    onSuccess: async (stream) => {
      await queries.invalidateQueries({ queryKey: streamsKey });
      toast({ tone: 'ok', title: `“${isolatedText(name)}” is ${isolatedText(stream.status)}` });
      onDone();
    },
  });
}

function errorText(thrown: Error): string {
  const error = toApiError(thrown);
  return [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
}

function WhatDisablingDoes({ failedNow }: { failedNow: number }) {
  return (
    <>
      <p>
        Auth0 sends nothing while it is disabled, test events neither, and buffers nothing: events of that time never
        arrive, not even later.
      </p>
      {failedNow === 0 ? null : (
        <p className="mt-2">
          {`${formatCounted(failedNow, 'failed delivery', 'failed deliveries')} ${failedNow === 1 ? 'stays' : 'stay'} listed at Auth0.`}
        </p>
      )}
    </>
  );
}

function WhatEnablingDoes({ failedNow, known }: { failedNow: number; known: boolean }) {
  return (
    <>
      <p>Auth0 sends new events from now on. Those of the time it was disabled were not buffered and do not come.</p>
      <p className="mt-2">
        {failedNow === 0
          ? noneWaiting(known)
          : `${formatCounted(failedNow, 'failed delivery', 'failed deliveries')} stay failed until retried. With a long list of them Auth0 has been seen to work through it first, so that new events come an hour or two late.`}
      </p>
    </>
  );
}

function noneWaiting(known: boolean): string {
  return known ? 'No failed delivery is waiting.' : 'Whether failed deliveries are waiting is not known.';
}
