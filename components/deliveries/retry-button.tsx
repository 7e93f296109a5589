'use client';

import { TextButton } from '@/components/ui/text-link';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { canRetry } from '@/lib/deliveries/state';
import { isolatedText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

import { useRetry } from './use-retry';

/** Asks for one redelivery, after a question. A viewer sees it and why it is not for them. */
export function RetryButton({ row }: { row: DeliverySummary }) {
  const { mayRetry, ask } = useRetry();
  if (!canRetry(row.state)) return null;
  return (
    <TextButton
      disabled={!mayRetry}
      title={mayRetry ? undefined : 'Retrying needs the role operator.'}
      aria-label={`Retry ${isolatedText(row.eventType)}, ${isolatedText(subjectOf(row))}`}
      onClick={() => ask(row)}
      className="relative z-1 max-phone:h-8"
    >
      Retry
    </TextButton>
  );
}
