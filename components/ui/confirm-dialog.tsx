'use client';

import { type ReactNode, useRef } from 'react';

import { Button } from './button';
import { Dialog } from './dialog';
import { OutsideText } from './outside-text';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question: "Disable this event stream?" */
  title: string;
  description?: string | undefined;
  confirmLabel: string;
  /** Word of the button that changes nothing, where "Cancel" would say the opposite. */
  cancelLabel?: string | undefined;
  onConfirm: () => void;
  /** Fills the confirming button in red. */
  danger?: boolean | undefined;
  busy?: boolean | undefined;
  /** What is asked about has happened meanwhile: there is nothing left to confirm. */
  needless?: boolean | undefined;
  /** Why the last try failed; the dialog stays open. */
  error?: string | null | undefined;
  children?: ReactNode;
}

/** Asks before an act that reaches Auth0 or destroys something. */
export function ConfirmDialog({
  confirmLabel,
  cancelLabel = 'Cancel',
  onConfirm,
  danger,
  busy,
  needless,
  error,
  children,
  ...dialog
}: ConfirmDialogProps) {
  const confirm = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      {...dialog}
      initialFocus={danger || needless ? cancel : confirm}
      footer={
        <>
          <Button ref={cancel} onClick={() => dialog.onOpenChange(false)}>
            {needless ? 'Close' : cancelLabel}
          </Button>
          {needless ? null : (
            <Button ref={confirm} variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          )}
        </>
      }
    >
      {children}
      {error ? (
        <p role="alert" className="mt-3 text-bad">
          <OutsideText>{error}</OutsideText>
        </p>
      ) : null}
    </Dialog>
  );
}
