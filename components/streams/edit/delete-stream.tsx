'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useId, useState } from 'react';

import { deleteJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { apiPaths, paths } from '@/lib/paths';
import { type EventStream } from '@/lib/streams/stream';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { formatCounted } from '@/lib/text/format';
import { isolatedText, visibleText } from '@/lib/text/outside-text';

import { streamsKey } from '../stream-queries';

/** Deletes an event stream at Auth0, after its name was typed. */
export function DeleteStream({ answer: { stream, failedNow } }: { answer: StreamDetailAnswer }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section aria-label="Delete" className="mt-6">
      <SectionHead title="Delete" />
      <p className="mb-3 text-body text-ink-2">
        Auth0 stops sending, and forgets what failed.
        {failedNow === 0
          ? ''
          : ` ${formatCounted(failedNow, 'failed delivery', 'failed deliveries')} can no longer be retried.`}{' '}
        What was received stays here, and so does its history.
      </p>
      <Button icon={Trash2} onClick={() => setIsAsking(true)}>
        Delete the event stream…
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${isolatedText(stream.name)}?`}
        description="This cannot be undone."
      >
        {isAsking ? <NameForm stream={stream} onClose={() => setIsAsking(false)} /> : null}
      </Dialog>
    </section>
  );
}

function NameForm({ stream: { id, name }, onClose }: { stream: EventStream; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const errorId = useId();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => deleteJson(apiPaths.streamNamed(id, typed)),
    onSuccess: async () => {
      toast({ tone: 'ok', title: `“${isolatedText(name)}” is deleted` });
      router.replace(paths.streams);
      await queries.invalidateQueries({ queryKey: [...streamsKey, 'list'] });
    },
  });
  const problem = error === null ? null : toApiError(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
      <TextField
        label={`Type ${visibleText(name)}`}
        value={typed}
        onChange={setTyped}
        errorId={problem === null ? undefined : errorId}
      />
      {problem === null ? null : (
        <p id={errorId} role="alert" className="text-small text-bad">
          <OutsideText>{[problem.words, problem.requestId].filter(Boolean).join(' ')}</OutsideText>
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" type="submit" busy={isPending || isSuccess} disabled={typed !== name}>
          Delete
        </Button>
      </div>
    </form>
  );
}
