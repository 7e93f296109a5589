'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { type SubmitEvent, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { Button, ButtonLink } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { apiPaths, paths } from '@/lib/paths';
import { type CommandTarget } from '@/lib/streams/commands/first-stream';
import { createCommands } from '@/lib/streams/commands/stream-commands';
import { type EventStream } from '@/lib/streams/stream';
import { draftOf, firstFields, isOwnAddress, type StreamFields } from '@/lib/streams/stream-form';
import { streamFormParsers } from '@/lib/streams/stream-form-search';

import { streamsKey } from '../stream-queries';
import { CommandsPanel } from './commands-panel';
import { errorBeside } from './field-error';
import { MadeStream } from './made-stream';
import { StreamForm } from './stream-form';

/** Makes an event stream, and shows the same as code beside it. */
export function NewStreamScreen({ target }: { target: CommandTarget }) {
  const queries = useQueryClient();
  const { fields, change } = useFields(target);
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: () => postJson<EventStream & { pointsHere?: boolean }>(apiPaths.streams, draftOf(fields)),
    onSuccess: () => void queries.invalidateQueries({ queryKey: streamsKey }),
  });
  const problem = error === null ? null : toApiError(error);
  if (data !== undefined) return <MadeStream stream={data} isHere={isOwnAddress(fields, target.webhookUrl)} />;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  const beside = errorBeside(problem);
  return (
    <form onSubmit={submit} noValidate aria-label="New event stream" className="flex min-h-full max-rail:flex-col">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex-1 px-6 py-4 max-phone:px-3">
          <StreamForm
            fields={fields}
            onChange={change}
            error={problem}
            webhookUrl={target.webhookUrl}
            hasOwnSecret={target.credential !== null}
            edited={null}
          />
        </div>
        <div className="flex flex-wrap items-center justify-end gap-3 border-t px-6 py-3 max-phone:px-3">
          {beside === null ? null : (
            <p role="alert" className="mr-auto max-w-[520px] text-body text-bad">
              <OutsideText>{beside}</OutsideText>
            </p>
          )}
          <span className="text-small text-ink-2">{`in ${target.tenant}`}</span>
          <ButtonLink href={paths.streams}>Cancel</ButtonLink>
          <Button variant="primary" type="submit" busy={isPending}>
            Create event stream
          </Button>
        </div>
      </div>
      <aside className="w-[440px] shrink-0 border-l bg-ground py-3 max-rail:w-full max-rail:border-t max-rail:border-l-0">
        <CommandsPanel commands={createCommands(draftOf(fields), { tenant: target.tenant })} />
      </aside>
    </form>
  );
}

/** What the form holds: all but the secret stands in the address. */
function useFields(target: CommandTarget) {
  const [search, setSearch] = useQueryStates(streamFormParsers);
  const [kept, setKept] = useState<Partial<StreamFields>>({});
  const said = Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== null),
  ) as Partial<StreamFields>;
  const fields: StreamFields = { ...firstFields(target), ...kept, ...said };
  const change = (next: Partial<StreamFields>) => {
    const inAddress = Object.fromEntries(Object.entries(next).filter(([name]) => name in streamFormParsers));
    const rest = Object.fromEntries(Object.entries(next).filter(([name]) => !(name in streamFormParsers)));
    setKept((before) => ({ ...before, ...rest }));
    void setSearch(inAddress);
  };
  const isOwn = fields.usesOwnSecret && isOwnAddress(fields, target.webhookUrl);
  return { fields: { ...fields, usesOwnSecret: isOwn }, change };
}
