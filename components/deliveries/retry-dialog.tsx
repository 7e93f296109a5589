'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { type DeliveryRow } from '@/lib/deliveries/delivery-view';

interface RetryDialogProps {
  row: DeliveryRow;
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
      <p className="font-medium break-words text-ink">{`${row.eventType} · ${row.subjectLabel ?? row.subjectId ?? row.eventId}`}</p>
      <p className="mt-1">
        {`Auth0 is asked once to send this event through “${stream?.name ?? row.streamId}” again. ${proofOf(stream?.pointsHere ?? null)}`}
      </p>
      {row.receiptCount > 0 ? (
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
