import { Check, Minus } from 'lucide-react';

import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { arrivalOf } from '@/lib/deliveries/delivery-view';

/** "Received here?", answered from our own receipts; what it means is in the title. */
export function ArrivedCell({ row, pointsHere }: { row: DeliverySummary; pointsHere: boolean | null }) {
  const { word, meaning } = arrivalOf(row, pointsHere);
  const isHere = word === 'yes';
  const Icon = isHere ? Check : Minus;
  return (
    <span
      title={meaning}
      className={`relative z-1 flex w-fit items-center gap-1.5 ${isHere ? 'text-ok' : 'text-ink-3'}`}
    >
      {word === 'elsewhere' ? null : <Icon aria-hidden="true" size={14} strokeWidth={2.1} />}
      {word}
    </span>
  );
}
