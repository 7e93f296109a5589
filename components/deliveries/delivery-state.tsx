'use client';

import Link from 'next/link';

import { DeliveryChip } from '@/components/ui/status-chip';
import { useNow } from '@/components/ui/now';
import { type DeliveryRow, recoveryTook } from '@/lib/deliveries/delivery-view';
import { formatDuration } from '@/lib/format';

/** Where a delivery stands. What was asked has a running clock; what arrived leads to the event that proves it. */
export function DeliveryState({ row }: { row: DeliveryRow }) {
  if (row.state === 'asked') return <AskedState row={row} />;
  if (row.state === 'recovered') return <RecoveredState row={row} />;
  return <DeliveryChip state={row.state} times={row.failedAgainCount} />;
}

function AskedState({ row: { askedAtMs, heldUntilMs } }: { row: DeliveryRow }) {
  const now = useNow(1000);
  if (heldUntilMs !== null && heldUntilMs > now) {
    return <DeliveryChip state="asked" detail={`in ${formatDuration(heldUntilMs - now, 'whole')}`} />;
  }
  return (
    <DeliveryChip state="asked" detail={askedAtMs === null ? undefined : clockText(Math.max(0, now - askedAtMs))} />
  );
}

/** The chip keeps its width: after a minute the seconds say nothing any more. */
function clockText(ms: number): string {
  return formatDuration(ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000, 'whole');
}

function RecoveredState({ row }: { row: DeliveryRow }) {
  const took = recoveryTook(row);
  return (
    <Link
      href={`/events/${encodeURIComponent(row.eventId)}`}
      aria-label={`recovered${took === null ? '' : ` in ${formatDuration(took, 'whole')}`}, open the receipt of ${row.eventId}`}
      className="relative z-1 inline-flex rounded-chip"
    >
      <DeliveryChip state="recovered" detail={took === null ? undefined : `in ${formatDuration(took, 'whole')}`} />
    </Link>
  );
}
