'use client';

import { type SubmitEvent, useState } from 'react';

import { Button } from '@/components/ui/button';

import { useAlertAct } from './use-alert-act';

/** A line of a person in the history of an alert. */
export function AlertNoteForm({ id }: { id: number }) {
  const [text, setText] = useState('');
  const { mutate, isPending } = useAlertAct(id, () => setText(''));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') mutate({ act: 'note', note: text.trim() });
  };
  return (
    <form onSubmit={submit} className="flex gap-2 px-5 py-3">
      <input
        aria-label="Note"
        placeholder="Add a note"
        value={text}
        maxLength={1_000}
        onChange={(event) => setText(event.target.value)}
        className="h-7 min-w-0 flex-1 rounded-control border border-control bg-face px-2 text-body text-ink max-phone:h-8"
      />
      <Button type="submit" busy={isPending} disabled={text.trim() === ''}>
        Add
      </Button>
    </form>
  );
}
