'use client';

import { type ReactNode, useState } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { type ReviewAct } from '@/lib/connectors/review-acts';
import { calledOf } from '@/lib/connectors/review-words';

import { LinkDialog, type LinkedCase } from './link-dialog';
import { useReviewAct } from './use-review-act';

/** A word with dots asks something first; without them it is what the button does. */
const plain = (label: string) => label.replace(/…$/, '');

/** Does acts about one user, and asks first where an act needs a record or cannot be undone. */
export function useActing(of: LinkedCase, onDone: () => void = () => undefined) {
  const [asked, setAsked] = useState<ReviewAct | null>(null);
  const { mutate, isPending } = useReviewAct(of.connectorId, () => {
    setAsked(null);
    onDone();
  });
  const run = (act: ReviewAct) => mutate({ lane: of, act });
  const start = (act: ReviewAct) => {
    const needsRecord = act.act === 'link' && act.recordId === undefined;
    if (needsRecord || act.confirm !== undefined) setAsked(act);
    else run(act);
  };
  const isLink = asked?.act === 'link';
  const close = (open: boolean) => (open ? undefined : setAsked(null));
  const dialogs: ReactNode = (
    <>
      <LinkDialog
        of={of}
        open={isLink}
        onOpenChange={close}
        busy={isPending}
        onChoose={(recordId) => run({ act: 'link', label: `Link to ${recordId}`, recordId })}
      />
      <ConfirmDialog
        open={asked !== null && !isLink}
        onOpenChange={close}
        title={`${plain(asked?.label ?? '')}: ${calledOf(of)}?`}
        description={asked?.confirm}
        confirmLabel={plain(asked?.label ?? '')}
        danger
        busy={isPending}
        onConfirm={() => (asked === null ? undefined : run(asked))}
      />
    </>
  );
  return { start, isPending, dialogs };
}
