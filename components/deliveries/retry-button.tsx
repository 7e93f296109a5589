'use client';

import { TextButton } from '@/components/ui/text-link';
import { canRetry, type DeliveryRow } from '@/lib/deliveries/delivery-view';

import { useRetry } from './use-retry';

/** Asks for one redelivery, after a question. A viewer sees it and why it is not for them. */
export function RetryButton({ row }: { row: DeliveryRow }) {
  const { mayRetry, ask } = useRetry();
  if (!canRetry(row.state)) return null;
  return (
    <TextButton
      disabled={!mayRetry}
      title={mayRetry ? undefined : 'Retrying needs the role operator.'}
      aria-label={`Retry ${row.eventType}, ${row.subjectLabel ?? row.eventId}`}
      onClick={() => ask(row)}
      className="relative z-1 max-phone:h-8"
    >
      Retry
    </TextButton>
  );
}
