'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { OutsideText } from '../ui/outside-text';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { isolatedText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

interface RetryDialogProps {
  row: DeliverySummary;
  stream: { name: string; pointsHere: boolean | null } | undefined;
  busy: boolean;
  error: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a redelivery is asked for, and says what will count as success. */
export function RetryDialog({ row, stream, busy, error, onConfirm, onClose }: RetryDialogProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Retry this delivery?"
      confirmLabel="Retry"
      busy={busy}
      error={error}
      onConfirm={onConfirm}
    >
      <p className="font-medium break-words text-ink">
        <OutsideText>{row.eventType}</OutsideText> · <OutsideText>{subjectOf(row)}</OutsideText>
      </p>
      <p className="mt-1">
        {`Auth0 is asked once to send this event through “${isolatedText(stream?.name ?? row.streamId)}” again. ${proofOf(stream?.pointsHere ?? null)}`}
      </p>
      {row.receiptCount + row.otherReceiptCount > 0 ? (
        <p className="mt-2">The event has arrived here before: it will be kept as a duplicate and change nothing.</p>
      ) : null}
    </ConfirmDialog>
  );
}

function proofOf(pointsHere: boolean | null): string {
  return pointsHere === false
    ? 'It posts elsewhere, so this app cannot see it arrive: look at the destination.'
    : 'It counts as recovered when it has arrived here, which may take up to half a minute.';
}
