'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { type ApiError, patchJson, toApiError } from '@/components/data/api';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { useToast } from '@/components/ui/toast';
import { apiPaths } from '@/lib/paths';
import { updateCommands } from '@/lib/streams/commands/stream-commands';
import { type EventStream } from '@/lib/streams/stream';
import { fieldsOf, isOwnAddress, patchOf, type StreamFields } from '@/lib/streams/stream-form';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { isolatedText } from '@/lib/text/outside-text';

import { streamsKey } from '../stream-queries';
import { CommandsPanel } from './commands-panel';
import { errorBeside } from './field-error';
import { StreamDiff } from './stream-diff';
import { StreamForm } from './stream-form';

interface EditStreamProps {
  answer: StreamDetailAnswer;
  onClose: () => void;
}

/** Changes an event stream: what differs stands beside the form before it is saved. */
export function EditStream({ answer, onClose }: EditStreamProps) {
  // As it was when the form was opened: what comes in meanwhile must not change what the person decides on.
  const [opened, setOpened] = useState(answer.stream);
  const [fields, setFields] = useState(() => fieldsOf(answer.stream));
  const isOwn = fields.usesOwnSecret && isOwnAddress(fields, answer.webhookUrl);
  const wanted = { ...fields, usesOwnSecret: isOwn };
  const patch = patchOf(opened, wanted);
  const count = Object.keys(patch).filter((member) => member !== 'useWebhookSecret').length;
  const save = useSave(opened, patch, onClose);
  const problem = save.error === null ? null : toApiError(save.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const readAgain = () => {
    save.reset();
    setOpened(answer.stream);
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Edit event stream" className="flex flex-1 max-rail:flex-col">
      <div className="flex min-w-0 flex-1 flex-col">
        <Outdated stream={answer.stream} opened={opened} problem={problem} onReadAgain={readAgain} />
        <div className="flex-1 px-6 py-4 max-phone:px-3">
          <StreamForm
            fields={wanted}
            onChange={(change: Partial<StreamFields>) => setFields((before) => ({ ...before, ...change }))}
            error={problem}
            webhookUrl={answer.webhookUrl}
            hasOwnSecret={answer.hasOwnSecret}
            edited={opened}
          />
        </div>
        <SaveBar count={count} isBusy={save.isPending} problem={problem} onDiscard={onClose} />
      </div>
      <aside className="w-[440px] shrink-0 border-l bg-ground py-3 max-rail:w-full max-rail:border-t max-rail:border-l-0">
        <StreamDiff opened={opened} fields={wanted} />
        {count === 0 ? null : <CommandsPanel commands={updateCommands(opened, patch, { tenant: answer.tenant })} />}
      </aside>
    </form>
  );
}

function useSave({ id, name, updatedAt }: EventStream, patch: object, onDone: () => void) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => patchJson<EventStream>(apiPaths.stream(id), { ...patch, updatedAt: updatedAt ?? '' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: streamsKey });
      toast({ tone: 'ok', title: `“${isolatedText(name)}” is changed at Auth0` });
      onDone();
    },
    // What somebody else has changed is shown as soon as it is known.
    onError: () => void queries.invalidateQueries({ queryKey: streamsKey }),
  });
}

interface OutdatedProps {
  stream: EventStream;
  opened: EventStream;
  problem: ApiError | null;
  onReadAgain: () => void;
}

/** Somebody else has changed it since the form was opened. What was typed here stays. */
function Outdated({ stream, opened, problem, onReadAgain }: OutdatedProps) {
  if (stream.updatedAt === opened.updatedAt) return null;
  return (
    <Banner
      tone="failed"
      title="The event stream was changed at Auth0 since you opened it."
      action={<Button onClick={onReadAgain}>Compare with it as it is now</Button>}
    >
      {problem === null
        ? 'Saving is refused until you have seen the change. What you have typed stays.'
        : 'Nothing was saved. What you have typed stays.'}
    </Banner>
  );
}

interface SaveBarProps {
  count: number;
  isBusy: boolean;
  problem: ApiError | null;
  onDiscard: () => void;
}

function SaveBar({ count, isBusy, problem, onDiscard }: SaveBarProps) {
  const beside = errorBeside(problem);
  return (
    <div className="flex flex-wrap items-center justify-end gap-3 border-t px-6 py-3 max-phone:px-3">
      {beside === null ? null : (
        <p role="alert" className="mr-auto max-w-[520px] text-body text-bad">
          <OutsideText>{beside}</OutsideText>
        </p>
      )}
      <span className="text-body text-ink-2">
        {count === 0 ? 'Nothing changed' : `${count} ${count === 1 ? 'change' : 'changes'}`}
      </span>
      <Button onClick={onDiscard}>Discard</Button>
      <Button variant="primary" type="submit" busy={isBusy} disabled={count === 0}>
        Save to Auth0
      </Button>
    </div>
  );
}
