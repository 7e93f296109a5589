'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { deleteJson, postJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextButton } from '@/components/ui/text-link';
import { useToast } from '@/components/ui/toast';
import { type LedgerIgnore } from '@/lib/ledger/ledger';
import { longestNote } from '@/lib/ledger/ledger-search';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

type Ignored = Pick<LedgerIgnore, 'combination' | 'fromMs' | 'toMs'>;

interface IgnoreButtonProps {
  id: string;
  ignore: Ignored;
  count: number;
  isLink?: boolean;
  mayAct: boolean;
}

/** Leaves events out of the counts, with a note that says why. */
export function IgnoreButton({ id, ignore, count, isLink = false, mayAct }: IgnoreButtonProps) {
  const [asked, setAsked] = useState<Ignored | null>(null);
  const Act = isLink ? TextButton : Button;
  return (
    <>
      <Act
        disabled={!mayAct}
        title={mayAct ? undefined : 'This needs the role operator.'}
        onClick={() => setAsked(ignore)}
      >
        Ignore with a note…
      </Act>
      {asked === null ? null : <IgnoreDialog id={id} ignore={asked} count={count} onClose={() => setAsked(null)} />}
    </>
  );
}

interface IgnoreDialogProps extends Pick<IgnoreButtonProps, 'id' | 'ignore' | 'count'> {
  onClose: () => void;
}

function IgnoreDialog({ id, ignore, count, onClose }: IgnoreDialogProps) {
  const [note, setNote] = useState('');
  const field = useId();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const { combination, fromMs, toMs } = ignore;
      return postJson<LedgerIgnore>(apiPaths.streamLedgerIgnores(id), { combination, from: fromMs, to: toMs, note });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['ledger'] });
      onClose();
    },
  });
  const isBlank = note.trim() === '';
  const failure = error === null ? null : toApiError(error);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Ignore ${formatCounted(count, 'event')}?`}
      confirmLabel="Ignore"
      busy={isPending || isBlank}
      error={failure === null ? null : failure.detail || failure.title}
      onConfirm={() => mutate()}
    >
      <p>They stay on record, and no longer count as missing. The note can be taken back.</p>
      <label htmlFor={field} className="mt-3 block font-medium text-ink">
        Why
      </label>
      <textarea
        id={field}
        value={note}
        maxLength={longestNote}
        rows={3}
        onChange={(event) => setNote(event.target.value)}
        className="mt-1 w-full rounded-control border border-control bg-face px-2 py-1 text-body text-ink"
      />
    </ConfirmDialog>
  );
}

/** Counts the events of a note again. */
export function TakeBackButton({ id, seq, mayAct }: { id: string; seq: number; mayAct: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const { mutate, isPending } = useMutation({
    mutationFn: () => deleteJson(apiPaths.streamLedgerIgnore(id, seq)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['ledger'] }),
    onError: (error) => {
      const { title, detail } = toApiError(error);
      toast({ tone: 'bad', title: 'The note was not taken back', body: detail || title });
    },
  });
  return (
    <Button
      size="small"
      busy={isPending}
      disabled={!mayAct}
      title={mayAct ? undefined : 'This needs the role operator.'}
      onClick={() => mutate()}
    >
      Count again
    </Button>
  );
}
