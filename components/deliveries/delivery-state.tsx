'use client';

import Link from 'next/link';

import { DeliveryChip } from '@/components/parts/status-chip';
import { useNow } from '@/components/ui/now';
import { paths } from '@/lib/paths';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { recoveryTook } from '@/lib/deliveries/delivery-view';
import { formatDuration } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';

/** Where a delivery stands. What was asked has a running clock; what arrived leads to the event that proves it. */
export function DeliveryState({ row }: { row: DeliverySummary }) {
  if (row.state === 'asked') return <AskedState row={row} />;
  if (row.state === 'recovered') return <RecoveredState row={row} />;
  return <DeliveryChip state={row.state} times={row.failedAgainCount} />;
}

function AskedState({ row: { askedAtMs, sendAfterMs } }: { row: DeliverySummary }) {
  const now = useNow(1000);
  if (sendAfterMs !== null && sendAfterMs > now) {
    return <DeliveryChip state="asked" detail={`in ${formatDuration(sendAfterMs - now, 'whole')}`} />;
  }
  return (
    <DeliveryChip state="asked" detail={askedAtMs === null ? undefined : clockText(Math.max(0, now - askedAtMs))} />
  );
}

/** The chip keeps its width: after a minute the seconds say nothing any more. */
function clockText(ms: number): string {
  return formatDuration(ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000, 'whole');
}

function RecoveredState({ row }: { row: DeliverySummary }) {
  const took = recoveryTook(row);
  return (
    <Link
      href={paths.event(row.eventId)}
      aria-label={`recovered${took === null ? '' : ` in ${formatDuration(took, 'whole')}`}, open the receipt of ${isolatedText(row.eventId)}`}
      className="relative z-1 inline-flex rounded-chip"
    >
      <DeliveryChip state="recovered" detail={took === null ? undefined : `in ${formatDuration(took, 'whole')}`} />
    </Link>
  );
}
